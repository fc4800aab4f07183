import { type BrowserContext, chromium, type Page } from "playwright-core";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const MEDIA = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
];

/** The real browser; `microphoneFile` is a WAV that it takes for its microphone. Everything it logs as an error is kept. */
export async function launchChromium(
  options: {
    microphoneFile?: string;
    args?: readonly string[];
    viewport?: { width: number; height: number };
  } = {},
): Promise<{
  context: BrowserContext;
  newPage(): Promise<Page>;
  problems: string[];
  close(): Promise<void>;
}> {
  const browser = await chromium.launch({
    executablePath: process.env.BINNACLE_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      ...QUIET,
      ...MEDIA,
      ...(options.microphoneFile ? [`--use-file-for-fake-audio-capture=${options.microphoneFile}`] : []),
      ...(options.args ?? []),
    ],
  });
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    ignoreHTTPSErrors: true,
  });
  if (options.microphoneFile) await context.addInitScript(takeMicrophoneAsItIs);
  const problems: string[] = [];
  return {
    context,
    problems,
    async newPage() {
      const page = await context.newPage();
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      return page;
    },
    close: () => browser.close(),
  };
}

/** A pure tone would be taken for noise, or for an echo. */
function takeMicrophoneAsItIs(): void {
  const ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  if (!ask) return;
  navigator.mediaDevices.getUserMedia = (constraints) => {
    const wanted = typeof constraints?.audio === "object" ? constraints.audio : {};
    return ask({
      ...constraints,
      audio: { ...wanted, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
  };
}

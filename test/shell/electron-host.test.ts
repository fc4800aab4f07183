import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startElectronHost } from "../../src/main/hosts/electron/electron-host.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import { createElectronStandIn, type StandInWindow } from "../support/electron-stand-in.ts";
import { createFakeProduct, type FakeProduct } from "../support/fake-product.ts";

let built: string;
let product: FakeProduct;
let lines: string[];
let opened: number;

beforeEach(async () => {
  built = await mkdtemp(path.join(tmpdir(), "binnacle-shell-"));
  await mkdir(path.join(built, "renderer/navigator"), { recursive: true });
  await writeFile(path.join(built, "renderer/navigator/index.html"), "<html><head></head>navigator</html>");
  product = createFakeProduct();
  lines = [];
  opened = 0;
});
afterEach(() => rm(built, { recursive: true }));

async function startShell(options: { firstInstance?: boolean } = {}) {
  const shell = createElectronStandIn(options);
  const log = createLog((line) => lines.push(line), Date.now);
  startElectronHost(shell.electron, {
    built,
    clock: systemClock,
    openProduct: () => {
      opened += 1;
      return { product, log };
    },
  });
  await shell.becomeReady();
  const window = (page: string): StandInWindow => {
    const found = shell.windows.find(({ state }) => state.url === `binnacle://app/${page}`);
    if (!found) throw new Error(`no window ${page}`);
    return found;
  };
  return Object.assign(shell, { window });
}

test("the shell opens a sandboxed Navigator, and a hidden page for the audio that is never throttled", async () => {
  const shell = await startShell();
  const safe = { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true };
  for (const { options } of shell.windows) expect(options.webPreferences).toMatchObject(safe);
  expect(shell.window("navigator").state.visible).toBe(true);
  expect(shell.window("phone-audio").state.visible).toBe(false);
  expect(shell.window("phone-audio").options.webPreferences?.backgroundThrottling).toBe(false);
});

test("the shell serves the windows under its own scheme with the browser's policy", async () => {
  const shell = await startShell();
  expect(shell.schemes.map(({ scheme }) => scheme)).toEqual(["binnacle"]);
  const page = await shell.fetch("binnacle://app/navigator");
  expect(await page.text()).toContain("navigator");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect((await shell.fetch("binnacle://app/assets/../../secret")).status).toBe(404);
  expect((await shell.fetch("binnacle://elsewhere/navigator")).status).toBe(404);
});

test("no page of the shell leads away; links to the web and to mail open outside", async () => {
  const shell = await startShell();
  const { webContents } = shell.window("navigator");
  expect(webContents.navigate("https://example.org/crm")).toBe(false);
  expect(webContents.navigate("file:///etc/passwd")).toBe(false);
  expect(webContents.openWindow("https://example.org/new")).toEqual({ action: "deny" });
  expect(webContents.openWindow("javascript:alert(1)")).toEqual({ action: "deny" });
  expect(webContents.navigate("mailto:mark@example.org")).toBe(false);
  expect(shell.openedOutside).toEqual([
    "https://example.org/crm",
    "https://example.org/new",
    "mailto:mark@example.org",
  ]);
});

test.each(["bridge", "wall"])("%s opens in a window of its own, never in the browser", async (page) => {
  const shell = await startShell();
  const { webContents } = shell.window("navigator");
  expect(webContents.openWindow(`binnacle://app/${page}`)).toEqual({ action: "deny" });
  expect(shell.window(page).options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
  });
  expect(shell.openedOutside).toEqual([]);
});

test("only the audio page of the shell gets the microphone, and nobody anything else", async () => {
  const shell = await startShell();
  const asks = (permission: string, requestingUrl: string, mediaTypes: string[]) => {
    let decision: boolean | undefined;
    const decide = (granted: boolean) => {
      decision = granted;
    };
    shell.permissions.request?.(null, permission, decide, { requestingUrl, mediaTypes });
    return decision;
  };
  expect(asks("media", "binnacle://app/phone-audio", ["audio"])).toBe(true);
  expect(asks("media", "binnacle://app/phone-audio", ["audio", "video"])).toBe(false);
  expect(asks("media", "binnacle://app/navigator", ["audio"])).toBe(false);
  expect(asks("media", "https://app/phone-audio", ["audio"])).toBe(false);
  expect(asks("geolocation", "binnacle://app/phone-audio", [])).toBe(false);
  const checks = (requestingUrl: string) =>
    shell.permissions.check?.(null, "media", "binnacle://app", { requestingUrl, mediaType: "audio" });
  expect(checks("binnacle://app/phone-audio")).toBe(true);
  expect(checks("binnacle://elsewhere/phone-audio")).toBe(false);
});

test("our pages get the keys of a headset and no other device, and the speaker is for the audio page to choose", async () => {
  const { permissions } = await startShell();
  const may = (permission: string, requestingUrl: string) =>
    permissions.check?.(null, permission, "binnacle://app", { requestingUrl });
  expect(may("hid", "binnacle://app/phone-audio")).toBe(true);
  expect(may("hid", "binnacle://app/bridge")).toBe(true);
  expect(may("hid", "binnacle://app/wall")).toBe(false);
  expect(may("hid", "https://evil.example/phone-audio")).toBe(false);
  expect(may("speaker-selection", "binnacle://app/phone-audio")).toBe(true);
  expect(may("speaker-selection", "binnacle://app/navigator")).toBe(false);
  expect(may("toString", "binnacle://app/navigator")).toBe(false);

  const keyboard = { deviceId: "k", collections: [{ usagePage: 0x01 }] };
  const headset = { deviceId: "h", collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }] };
  const mayUse = (device: typeof headset, origin = "binnacle://app/", deviceType = "hid") =>
    permissions.device?.({ deviceType, origin, device });
  expect(mayUse(headset)).toBe(true);
  expect(mayUse(keyboard)).toBe(false);
  expect(mayUse(headset, "https://evil.example/")).toBe(false);
  expect(mayUse(headset, "binnacle://app/", "usb")).toBe(false);

  const selected = (deviceList: (typeof headset)[], url: string) => {
    let chosen: string | undefined | null = null;
    permissions.select?.({ preventDefault() {} }, { deviceList, frame: { url } }, (deviceId) => {
      chosen = deviceId;
    });
    return chosen;
  };
  expect(selected([keyboard, headset], "binnacle://app/navigator")).toBe("h");
  expect(selected([keyboard], "binnacle://app/navigator")).toBeUndefined();
  expect(selected([headset], "https://evil.example/")).toBeUndefined();
});

test("the shell carries frames for our own pages only", async () => {
  const shell = await startShell();
  const { webContents } = shell.window("navigator");
  const request = { frame: "request", id: 1, name: "directory.search", input: {} };
  webContents.sendFrame(request, { url: "https://evil.example/" });
  webContents.sendFrame(request, { url: "binnacle://app.evil.example/navigator" });
  webContents.sendFrame(request, { parent: {} });
  expect(product.asked).toEqual([]);
  webContents.sendFrame(request);
  await vi.waitFor(() => expect(webContents.received).toHaveLength(1));
  expect(webContents.received[0]).toMatchObject({ frame: "answer", id: 1 });
});

test("a page of the shell that is loaded anew begins anew, and its streams of before end", async () => {
  const shell = await startShell();
  const { webContents } = shell.window("navigator");
  webContents.sendFrame({ frame: "follow", stream: "callers" });
  expect(product.followers("callers")).toBe(1);
  webContents.reload();
  expect(product.followers("callers")).toBe(0);
  webContents.sendFrame({ frame: "follow", stream: "callers" });
  expect(product.followers("callers")).toBe(1);
  webContents.crash();
  expect(product.followers("callers")).toBe(0);
});

test("a page of the shell that breaks the protocol stays unheard until it is loaded anew", async () => {
  const shell = await startShell();
  const { webContents } = shell.window("navigator");
  webContents.sendFrame({ frame: "nonsense" });
  webContents.sendFrame({ frame: "follow", stream: "callers" });
  expect(product.followers("callers")).toBe(0);
  webContents.reload();
  webContents.sendFrame({ frame: "follow", stream: "callers" });
  expect(product.followers("callers")).toBe(1);
});

test("a second instance of the shell quits at once and brings the first one's window forward", async () => {
  const second = await startShell({ firstInstance: false });
  expect(second.hasQuit()).toBe(true);
  expect(opened).toBe(0);
  const first = await startShell();
  const navigator = first.window("navigator");
  navigator.state.minimized = true;
  first.startSecondInstance();
  expect(navigator.state).toMatchObject({ minimized: false, focused: true, visible: true });
});

test("the product is told that the machine woke up", async () => {
  const shell = await startShell();
  shell.wakeUp();
  expect(product.woken).toBe(1);
});

test("closing the last window closes the product before the shell quits", async () => {
  const shell = await startShell();
  shell.window("navigator").webContents.openWindow("binnacle://app/bridge");
  await vi.waitFor(() => expect(shell.window("bridge").state.visible).toBe(true));
  const closing = Promise.withResolvers<void>();
  product.close = () => closing.promise;
  shell.window("navigator").close();
  shell.window("bridge").close();
  expect(shell.hasQuit()).toBe(false);
  closing.resolve();
  await vi.waitFor(() => expect(shell.hasQuit()).toBe(true));
});

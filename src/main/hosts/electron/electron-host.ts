import path from "node:path";
import type { Product } from "../../product.ts";
import type { Clock } from "../../support/clock.ts";
import type { Log } from "../../support/log.ts";
import {
  type AppPage,
  addressOf,
  guardPermissions,
  isOurPage,
  registerScheme,
  servePages,
  type WindowPage,
  windowPages,
} from "./app-pages.ts";
import type { ElectronParts, HostWindow } from "./electron-parts.ts";
import { serveIpcLinks } from "./ipc-links.ts";

/** A page that keeps crashing is not reloaded more often than this. */
const RELOAD_AFTER_MS = 1_000;

/**
 * The product in Electron: each window is one of its own, opened from the others, and a hidden one carries the audio. The app ends
 * with the last window. To be called before the app is ready; a second instance only brings the first one's window to the front.
 */
export function startElectronHost(
  electron: ElectronParts,
  options: {
    /** The folder with the built renderer and preload script. */
    readonly built: string;
    /** Called once, when this instance is the only one. */
    readonly openProduct: () => { readonly product: Product; readonly log: Log };
    readonly clock: Clock;
  },
): void {
  const { app } = electron;
  registerScheme(electron);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const { product, log } = options.openProduct();

  const start = () => {
    servePages(electron, path.join(options.built, "renderer"));
    guardPermissions(electron);
    serveIpcLinks(electron, product, options.clock, log);
    electron.powerMonitor.on("resume", () => product.wokeUp());
    openWindow("phone-audio");
    show("navigator");
    app.on("second-instance", () => {
      const [first] = shown;
      if (!first) return;
      if (first.isMinimized()) first.restore();
      first.show();
      first.focus();
    });
  };

  /** Oldest first. */
  const shown = new Set<HostWindow>();

  const show = (page: WindowPage) => {
    const window = openWindow(page);
    shown.add(window);
    window.once("ready-to-show", () => window.show());
    window.once("closed", () => {
      shown.delete(window);
      if (shown.size === 0) app.quit();
    });
  };

  const openWindow = (page: AppPage): HostWindow => {
    const window = new electron.BrowserWindow({
      title: "Binnacle",
      width: 1280,
      height: 800,
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        preload: path.join(options.built, "preload/index.cjs"),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        // It rings and talks while nobody looks at it.
        ...(page === "phone-audio" && {
          backgroundThrottling: false,
          autoplayPolicy: "no-user-gesture-required" as const,
        }),
      },
    });
    keepInside(electron, window, show, log);
    const { webContents } = window;
    webContents.on("render-process-gone", () => {
      log.warn("electron", `the page ${page} crashed and is loaded again`);
      options.clock.after(RELOAD_AFTER_MS, () => {
        if (!webContents.isDestroyed()) webContents.reload();
      });
    });
    window
      .loadURL(addressOf(page))
      .catch((cause) => log.error("electron", `the page ${page} did not load`, cause));
    return window;
  };

  app.whenReady().then(start, (cause) => log.error("electron", "the app did not get ready", cause));
  closeBeforeQuit(app, product, log);
}

/** No page leads away from ours; our windows open beside it, and what is meant for the web, or for mail, in the person's own program. */
function keepInside(
  { shell }: ElectronParts,
  { webContents }: HostWindow,
  show: (page: WindowPage) => void,
  log: Log,
): void {
  const openOutside = (url: string) => {
    if (!["https:", "http:", "mailto:"].includes(URL.parse(url)?.protocol ?? "")) return;
    shell.openExternal(url).catch((cause) => log.error("electron", "no browser opened", cause));
  };
  webContents.setWindowOpenHandler(({ url }) => {
    const page = windowPages.find((each) => isOurPage(url, each));
    if (page) show(page);
    else openOutside(url);
    return { action: "deny" };
  });
  webContents.on("will-navigate", (event) => {
    event.preventDefault();
    openOutside(event.url);
  });
}

/** Lets the calls and the demo exchange end before the app does. */
function closeBeforeQuit(app: ElectronParts["app"], product: Product, log: Log): void {
  let state: "running" | "closing" | "closed" = "running";
  app.on("before-quit", (event) => {
    if (state === "closed") return;
    event.preventDefault();
    if (state === "closing") return;
    state = "closing";
    product
      .close()
      .catch((cause) => log.error("electron", "the product did not close", cause))
      .finally(() => {
        state = "closed";
        app.quit();
      });
  });
}

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
} from "./app-pages.ts";
import type { ElectronParts, HostWindow } from "./electron-parts.ts";
import { serveIpcLinks } from "./ipc-links.ts";

/** A page that keeps crashing is not reloaded more often than this. */
const RELOAD_AFTER_MS = 1_000;

/**
 * The product in Electron: Navigator's window, the wall display's when it is asked for, and a hidden one that carries the audio. To be called before the app is ready; a
 * second instance only brings the first one's window to the front.
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
    openWindow("phone-audio");
    const navigator = openWindow("navigator");
    navigator.once("ready-to-show", () => navigator.show());
    navigator.once("closed", () => app.quit());
    app.on("second-instance", () => {
      if (navigator.isMinimized()) navigator.restore();
      navigator.show();
      navigator.focus();
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
    keepInside(electron, window, openWall, log);
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

  const openWall = () => {
    const wall = openWindow("wall");
    wall.once("ready-to-show", () => wall.show());
  };

  app.whenReady().then(start, (cause) => log.error("electron", "the app did not get ready", cause));
  closeBeforeQuit(app, product, log);
}

/** No page leads away from ours; the wall display opens beside it, and what is meant for the web in the person's own browser. */
function keepInside(
  { shell }: ElectronParts,
  { webContents }: HostWindow,
  openWall: () => void,
  log: Log,
): void {
  const openOutside = (url: string) => {
    if (URL.parse(url)?.protocol !== "https:") return;
    shell.openExternal(url).catch((cause) => log.error("electron", "no browser opened", cause));
  };
  webContents.setWindowOpenHandler(({ url }) => {
    if (isOurPage(url, "wall")) openWall();
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

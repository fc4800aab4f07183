import type { Product } from "../../product.ts";
import type { Clock } from "../../support/clock.ts";
import type { Log } from "../../support/log.ts";
import { serveLink } from "../serve-link.ts";
import { isOurPage } from "./app-pages.ts";
import type { ElectronParts, HostPage } from "./electron-parts.ts";

const CHANNEL = "link";

/** One load of one page: it ends with a reload, a crash or the window. */
interface PageLoad {
  frame(raw: unknown): void;
  ended(): void;
}

/** Serves the links of all windows over one IPC channel; a page's first frame opens its link. */
export function serveIpcLinks(
  { ipcMain }: Pick<ElectronParts, "ipcMain">,
  product: Product,
  clock: Clock,
  log: Log,
): void {
  const known = new WeakSet<HostPage>();
  const loads = new Map<HostPage, PageLoad>();

  const loadOf = (page: HostPage): PageLoad => {
    const running = loads.get(page);
    if (running) return running;
    const load = openLoad(page, product, clock, log);
    loads.set(page, load);
    if (!known.has(page)) {
      known.add(page);
      const end = () => {
        loads.get(page)?.ended();
        loads.delete(page);
      };
      page.on("did-navigate", end);
      page.on("render-process-gone", end);
      page.on("destroyed", end);
    }
    return load;
  };

  ipcMain.on(CHANNEL, (event, raw) => {
    const frame = event.senderFrame;
    if (!frame || frame.parent || !isOurPage(frame.url))
      return log.warn("electron", "a frame of a foreign page was dropped");
    loadOf(event.sender).frame(raw);
  });
}

function openLoad(page: HostPage, product: Product, clock: Clock, log: Log): PageLoad {
  const closed: (() => void)[] = [];
  const listeners: ((raw: unknown) => void)[] = [];
  let over = false;
  const ended = () => {
    if (over) return;
    over = true;
    for (const listener of closed) listener();
  };
  serveLink(
    product,
    {
      send: (frame) => {
        if (!over && !page.isDestroyed()) page.send(CHANNEL, frame);
      },
      onFrame: (listener) => listeners.push(listener),
      onClose: (listener) => closed.push(listener),
      // A page that broke the protocol stays unheard until it is loaded anew.
      close: ended,
    },
    clock,
    log,
  );
  return { ended, frame: (raw) => listeners.forEach((listener) => void listener(raw)) };
}

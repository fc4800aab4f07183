import { EventEmitter } from "node:events";
import type { BrowserWindowConstructorOptions, CustomScheme } from "electron";
import type {
  ElectronParts,
  HostPage,
  HostWindow,
  NavigationEvent,
  PermissionGate,
} from "../../src/main/hosts/electron/electron-parts.ts";
import type { MainFrame } from "../../src/shared/contract/frames.ts";

/** A page as the stand-in shows it: what it was sent, and ways to act as it. */
export interface StandInPage extends HostPage {
  readonly received: MainFrame[];
  /** What its preload script would send from a frame at this address. */
  sendFrame(raw: unknown, from?: { url?: string; parent?: unknown }): void;
  openWindow(url: string): { action: string };
  /** True: the page went there. */
  navigate(url: string): boolean;
  crash(): void;
}

export interface StandInWindow extends HostWindow {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: StandInPage;
  readonly state: { url: string; visible: boolean; minimized: boolean; focused: boolean };
  close(): void;
}

export interface ElectronStandIn {
  /** What the host is handed. */
  readonly electron: ElectronParts;
  readonly windows: readonly StandInWindow[];
  readonly openedOutside: readonly string[];
  readonly schemes: readonly CustomScheme[];
  readonly permissions: Permissions;
  hasQuit(): boolean;
  becomeReady(): Promise<void>;
  /** The machine wakes up. */
  wakeUp(): void;
  startSecondInstance(): void;
  fetch(url: string): Promise<Response>;
}

type Permissions = {
  request: Parameters<PermissionGate["setPermissionRequestHandler"]>[0] | null;
  check: Parameters<PermissionGate["setPermissionCheckHandler"]>[0] | null;
  device: Parameters<PermissionGate["setDevicePermissionHandler"]>[0] | null;
  select: Parameters<PermissionGate["on"]>[1] | null;
};

/**
 * As much of Electron as the host needs, with Electron's own strictness: messages are cloned, schemes are registered before the app
 * is ready and handled once, the session is there only after, and a destroyed window throws.
 */
export function createElectronStandIn(options: { firstInstance?: boolean } = {}): ElectronStandIn {
  const ready = Promise.withResolvers<void>();
  const app = new EventEmitter();
  const ipc = new EventEmitter();
  const power = new EventEmitter();
  const windows: StandInWindow[] = [];
  const openedOutside: string[] = [];
  const schemes: CustomScheme[] = [];
  const handlers = new Map<string, (request: Request) => Promise<Response>>();
  const permissions: Permissions = { request: null, check: null, device: null, select: null };
  let isReady = false;
  let hasQuit = false;

  function openPage(): { page: StandInPage; load(url: string): void; destroy(): void } {
    const events = new EventEmitter();
    const received: MainFrame[] = [];
    let address = "";
    let destroyed = false;
    let opener: (details: { readonly url: string }) => { action: "deny" } = () => ({ action: "deny" });
    const alive = () => {
      if (destroyed) throw new Error("Object has been destroyed");
    };
    const load = (url: string) => {
      alive();
      address = url;
      events.emit("did-navigate");
    };
    const page: StandInPage = {
      received,
      isDestroyed: () => destroyed,
      send(channel, message) {
        alive();
        if (channel === "link") received.push(structuredClone(message) as MainFrame);
      },
      reload: () => load(address),
      setWindowOpenHandler: (handler) => {
        opener = handler;
      },
      on: (event: string, listener: (event: NavigationEvent) => void) => events.on(event, listener),
      sendFrame(raw, from = {}) {
        alive();
        const senderFrame = { url: from.url ?? address, parent: from.parent ?? null };
        ipc.emit("link", { sender: page, senderFrame }, structuredClone(raw));
      },
      openWindow: (url) => opener({ url }),
      navigate(url) {
        let prevented = false;
        events.emit("will-navigate", {
          url,
          preventDefault: () => {
            prevented = true;
          },
        });
        if (!prevented) load(url);
        return !prevented;
      },
      crash: () => void events.emit("render-process-gone"),
    };
    const destroy = () => {
      destroyed = true;
      events.emit("destroyed");
    };
    return { page, load, destroy };
  }

  class BrowserWindow extends EventEmitter implements StandInWindow {
    readonly options: BrowserWindowConstructorOptions;
    readonly state = { url: "", visible: false, minimized: false, focused: false };
    readonly #contents = openPage();
    readonly webContents = this.#contents.page;
    constructor(given: BrowserWindowConstructorOptions) {
      super();
      if (!isReady) throw new Error("Cannot create BrowserWindow before app is ready");
      this.options = given;
      windows.push(this);
    }
    async loadURL(url: string) {
      this.#contents.load(url);
      this.state.url = url;
      queueMicrotask(() => this.emit("ready-to-show"));
    }
    show() {
      if (this.webContents.isDestroyed()) throw new Error("Object has been destroyed");
      this.state.visible = true;
    }
    focus() {
      this.state.focused = true;
    }
    isMinimized() {
      return this.state.minimized;
    }
    restore() {
      this.state.minimized = false;
    }
    close() {
      this.#contents.destroy();
      this.emit("closed");
    }
  }

  const electron = {
    app: {
      requestSingleInstanceLock: () => options.firstInstance ?? true,
      whenReady: () => ready.promise,
      on: (event: string, listener: (event: NavigationEvent) => void) => app.on(event, listener),
      quit() {
        let prevented = false;
        app.emit("before-quit", {
          preventDefault: () => {
            prevented = true;
          },
        });
        if (!prevented) hasQuit = true;
      },
    },
    protocol: {
      registerSchemesAsPrivileged(given) {
        if (isReady) throw new Error("schemes must be registered before the app is ready");
        schemes.push(...given);
      },
      handle(scheme, answer) {
        if (!isReady) throw new Error("protocol.handle before the app is ready");
        if (handlers.has(scheme)) throw new Error(`${scheme} has a handler`);
        handlers.set(scheme, answer);
      },
    },
    session: {
      get defaultSession(): PermissionGate {
        if (!isReady) throw new Error("Session can only be received when app is ready");
        return {
          setPermissionRequestHandler: (handler) => {
            permissions.request = handler;
          },
          setPermissionCheckHandler: (handler) => {
            permissions.check = handler;
          },
          setDevicePermissionHandler: (handler) => {
            permissions.device = handler;
          },
          on: (_event, listener) => {
            permissions.select = listener;
          },
        };
      },
    },
    powerMonitor: {
      on(event, listener) {
        if (!isReady) throw new Error("powerMonitor before the app is ready");
        return power.on(event, listener);
      },
    },
    ipcMain: { on: (channel, listener) => ipc.on(channel, listener) },
    shell: {
      async openExternal(url) {
        openedOutside.push(url);
      },
    },
    BrowserWindow,
  } satisfies ElectronParts;

  return {
    electron,
    windows,
    openedOutside,
    schemes,
    permissions,
    hasQuit: () => hasQuit,
    async becomeReady() {
      isReady = true;
      ready.resolve();
      await new Promise((settled) => setImmediate(settled));
    },
    wakeUp: () => void power.emit("resume"),
    startSecondInstance: () => void app.emit("second-instance"),
    fetch(url: string): Promise<Response> {
      const handler = handlers.get(new URL(url).protocol.slice(0, -1));
      if (!handler) throw new Error(`nobody handles ${url}`);
      return handler(new Request(url));
    },
  };
}

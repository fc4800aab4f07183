import type { BrowserWindowConstructorOptions, CustomScheme } from "electron";

/** What this host needs of Electron, and no more: handed in by the entry, and by tests as a stand-in with behaviour. */
export interface ElectronParts {
  readonly app: {
    /** False: another instance runs, and was told by `second-instance`. */
    requestSingleInstanceLock(): boolean;
    whenReady(): Promise<void>;
    on(event: "second-instance", listener: () => void): unknown;
    on(event: "before-quit", listener: (event: { preventDefault(): void }) => void): unknown;
    quit(): void;
  };
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: CustomScheme[]): void;
    handle(scheme: string, answer: (request: Request) => Promise<Response>): void;
  };
  /** There only once the app is ready. */
  readonly session: { readonly defaultSession: PermissionGate };
  readonly ipcMain: {
    on(channel: string, listener: (event: FrameEvent, raw: unknown) => void): unknown;
  };
  readonly powerMonitor: { on(event: "resume", listener: () => void): unknown };
  readonly shell: { openExternal(url: string): Promise<void> };
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => HostWindow;
}

export interface PermissionGate {
  setPermissionRequestHandler(
    handler: (
      page: unknown,
      permission: string,
      decide: (granted: boolean) => void,
      details: { readonly requestingUrl?: string; readonly mediaTypes?: readonly string[] },
    ) => void,
  ): void;
  setPermissionCheckHandler(
    handler: (
      page: unknown,
      permission: string,
      origin: string,
      details: { readonly requestingUrl?: string; readonly mediaType?: string },
    ) => boolean,
  ): void;
  setDevicePermissionHandler(
    handler: (details: {
      readonly deviceType: string;
      readonly origin: string;
      /** As its type has it. */
      readonly device: object;
    }) => boolean,
  ): void;
  on(
    event: "select-hid-device",
    listener: (
      event: { preventDefault(): void },
      details: {
        readonly deviceList: readonly SelectableDevice[];
        readonly frame: { readonly url: string } | null;
      },
      /** Without an id: none. */
      choose: (deviceId?: string) => void,
    ) => void,
  ): unknown;
}

/** Electron's HIDDevice. */
export interface SelectableDevice {
  readonly deviceId: string;
  readonly collections: readonly { readonly usagePage: number }[];
}

/** A message from a page, with the frame that sent it; null where that frame is already gone. */
export interface FrameEvent {
  readonly sender: HostPage;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Electron's WebContents. */
export interface HostPage {
  isDestroyed(): boolean;
  send(channel: string, message: unknown): void;
  reload(): void;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: "deny" }): void;
  on(event: "will-navigate", listener: (event: NavigationEvent) => void): unknown;
  on(event: "did-navigate", listener: () => void): unknown;
  on(event: "render-process-gone", listener: () => void): unknown;
  on(event: "destroyed", listener: () => void): unknown;
}

export interface NavigationEvent {
  readonly url: string;
  preventDefault(): void;
}

export interface HostWindow {
  readonly webContents: HostPage;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  isMinimized(): boolean;
  restore(): void;
  once(event: "ready-to-show", listener: () => void): unknown;
  once(event: "closed", listener: () => void): unknown;
}

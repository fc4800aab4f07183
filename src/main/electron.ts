import path from "node:path";
import { app, BrowserWindow, ipcMain, powerMonitor, protocol, session, shell } from "electron";
import { startElectronHost } from "./hosts/electron/electron-host.ts";
import { commandLineOption, openProduct } from "./launch.ts";
import { systemClock } from "./support/clock.ts";

const built = path.resolve(import.meta.dirname, "..");
const dataFolder = commandLineOption("data");
if (dataFolder !== undefined) app.setPath("userData", path.resolve(dataFolder));

startElectronHost(
  { app, BrowserWindow, ipcMain, powerMonitor, protocol, session, shell },
  {
    built,
    openProduct: () => openProduct(app.getPath("userData"), built),
    clock: systemClock,
  },
);

import path from "node:path";
import { app, BrowserWindow, ipcMain, protocol, session, shell } from "electron";
import { startElectronHost } from "./hosts/electron/electron-host.ts";
import { BUILT, commandLineOption, openProduct } from "./launch.ts";
import { systemClock } from "./support/clock.ts";

const dataFolder = commandLineOption("data");
if (dataFolder !== undefined) app.setPath("userData", path.resolve(dataFolder));

startElectronHost(
  { app, BrowserWindow, ipcMain, protocol, session, shell },
  {
    built: BUILT,
    openProduct: () => openProduct(app.getPath("userData")),
    clock: systemClock,
  },
);

import { contextBridge, ipcRenderer } from "electron";
import type { HostBridge, MainFrame } from "../shared/contract/frames.ts";

const bridge: HostBridge = {
  send: (frame) => ipcRenderer.send("link", frame),
  onFrame: (listener) => {
    ipcRenderer.on("link", (_event, frame: MainFrame) => listener(frame));
  },
};
contextBridge.exposeInMainWorld("binnacle", bridge);

import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const windows = path.join(import.meta.dirname, "src/renderer");

/** The windows: one page each, served by either host from the same files. */
export default defineConfig({
  root: windows,
  base: "./",
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: path.join(import.meta.dirname, "out/renderer"),
    emptyOutDir: true,
    target: "chrome140",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        navigator: path.join(windows, "navigator/index.html"),
        bridge: path.join(windows, "bridge/index.html"),
        "wall-display": path.join(windows, "wall-display/index.html"),
        "phone-audio": path.join(windows, "phone-audio/index.html"),
      },
    },
  },
});

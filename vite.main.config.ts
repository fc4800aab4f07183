import { builtinModules } from "node:module";
import { defineConfig } from "vite";

/** Main and the exchange, for Node: everything bundled but the native module and Electron. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "out/main",
    emptyOutDir: true,
    target: "node24",
    minify: false,
    ssr: true,
    sourcemap: true,
    rolldownOptions: {
      input: {
        electron: "src/main/electron.ts",
        web: "src/main/web.ts",
        exchange: "src/exchange/main.ts",
      },
      external: [
        "electron",
        "better-sqlite3",
        ...builtinModules,
        ...builtinModules.map((name) => `node:${name}`),
      ],
      output: { entryFileNames: "[name].js", format: "es" },
    },
  },
  ssr: { noExternal: true, external: ["electron", "better-sqlite3"] },
});

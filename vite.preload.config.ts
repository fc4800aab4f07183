import { defineConfig } from "vite";

/** The preload script must be one CommonJS file: a sandboxed window loads nothing else. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "out/preload",
    emptyOutDir: true,
    target: "node24",
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: "src/preload/index.ts",
      external: ["electron"],
      output: { entryFileNames: "[name].cjs", format: "cjs" },
    },
  },
  ssr: { noExternal: true, external: ["electron"] },
});

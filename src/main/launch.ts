import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { startDemoExchange } from "./demo-exchange.ts";
import { createProduct, type Product } from "./product.ts";
import { systemClock } from "./support/clock.ts";
import { createLog, type Log } from "./support/log.ts";
import type { StartProcess } from "./support/talking-process.ts";

export interface Launch {
  /** What the command line says; options that are not ours are left alone, since Chromium has its own. */
  option(name: "data" | "port" | "demo-args" | "because"): string | undefined;
  readonly log: Log;
  /** The built files: `main`, `preload` and `renderer` beside each other. */
  readonly built: string;
  openProduct(): Product;
}

/** What both entries do alike: read the command line, open the log in the data folder, put the product together. */
export function launch(defaultDataFolder: () => string, startProcess: StartProcess): Launch {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { data: text, port: text, "demo-args": text, because: text },
    strict: false,
    allowPositionals: true,
  });
  const option: Launch["option"] = (name) => {
    const given = values[name];
    return typeof given === "string" ? given : undefined;
  };
  const demoArgs = option("demo-args")?.split(/\s+/).filter(Boolean) ?? [];
  const dataFolder = path.resolve(option("data") ?? defaultDataFolder());
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const log = openLog(path.join(dataFolder, "binnacle.log"));
  const built = path.resolve(import.meta.dirname, "..");
  return {
    option,
    log,
    built,
    openProduct: () =>
      createProduct({
        dataFolder,
        clock: systemClock,
        log,
        startDemoExchange: () =>
          startDemoExchange({
            file: path.join(built, "main/exchange.js"),
            args: demoArgs,
            startProcess,
            log,
          }),
      }),
  };
}

/** One file for each run; the run before is kept beside it. */
function openLog(file: string): Log {
  if (existsSync(file)) renameSync(file, `${file}.before`);
  const stream = createWriteStream(file, { mode: 0o600 });
  return createLog((line) => stream.write(`${line}\n`), Date.now);
}

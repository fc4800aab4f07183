import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { startDemoExchange } from "./demo-exchange.ts";
import { createProduct, type Product } from "./product.ts";
import { systemClock } from "./support/clock.ts";
import { createLog, type Log } from "./support/log.ts";

const TEXT = { type: "string" } as const;

/** An option of the command line; those that are not ours are left alone, since Chromium has its own. */
export function commandLineOption(name: "data" | "port" | "demo-args" | "because"): string | undefined {
  const { values } = parseArgs({ options: { [name]: TEXT }, strict: false, allowPositionals: true });
  const given = values[name];
  return typeof given === "string" ? given : undefined;
}

/**
 * What both entries do alike: open the log in the data folder and put the product together. `built` is the folder of the built
 * files, which only an entry knows: the bundler moves all else.
 */
export function openProduct(dataFolder: string, built: string): { product: Product; log: Log } {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const log = openLog(path.join(dataFolder, "binnacle.log"));
  const demoArgs = commandLineOption("demo-args")?.split(/\s+/).filter(Boolean) ?? [];
  const product = createProduct({
    dataFolder,
    clock: systemClock,
    log,
    startDemoExchange: ({ port, secret }) =>
      startDemoExchange({
        file: path.join(built, "main/exchange.js"),
        args: [...demoArgs, `--port=${port}`],
        secret,
        log,
      }),
  });
  return { product, log };
}

/** One file for each run; the run before is kept beside it. Where nothing can be written the product runs without a log. */
function openLog(file: string): Log {
  try {
    if (existsSync(file)) renameSync(file, `${file}.before`);
  } catch {
    // The run before is overwritten, or nothing can be written here at all.
  }
  const stream = createWriteStream(file, { mode: 0o600 }).on("error", () => undefined);
  return createLog((line) => stream.write(`${line}\n`), Date.now);
}

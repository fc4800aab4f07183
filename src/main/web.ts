import path from "node:path";
import { createInterface } from "node:readline";
import { createWebHost } from "./hosts/web/web-host.ts";
import { commandLineOption, openProduct } from "./launch.ts";
import { requireNode } from "./support/require-node.ts";

requireNode();
const dataFolder = commandLineOption("data");
if (dataFolder === undefined) throw new Error("say where the data lives: --data=FOLDER (npm start does)");

const built = path.resolve(import.meta.dirname, "..");
const { product, log } = openProduct(path.resolve(dataFolder), built);
const host = await createWebHost(product, {
  root: path.join(built, "renderer"),
  host: "127.0.0.1",
  port: Number(commandLineOption("port") ?? 0),
  log,
}).catch((cause: unknown) => {
  console.error(`Binnacle cannot listen: ${cause instanceof Error ? cause.message : cause}`);
  process.exit(1);
});

const because = commandLineOption("because") ?? "";
console.log(`Binnacle runs as a web page${because}. Open ${host.address()}`);
console.log("The link works once; press Enter for a fresh one, Ctrl+C to stop.");
const terminal = createInterface({ input: process.stdin }).on("line", () => console.log(host.address()));

async function stop(): Promise<void> {
  terminal.close();
  await host.close();
  await product.close();
  process.exit();
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void stop());

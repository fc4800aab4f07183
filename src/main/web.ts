import path from "node:path";
import { createInterface } from "node:readline";
import { createWebHost } from "./hosts/web/web-host.ts";
import { launch } from "./launch.ts";
import { forkNode } from "./support/talking-process.ts";

const { option, log, built, openProduct } = launch(() => {
  throw new Error("say where the data lives: --data FOLDER (npm start does)");
}, forkNode);

const product = openProduct();
const host = await createWebHost(product, {
  root: path.join(built, "renderer"),
  host: "127.0.0.1",
  port: Number(option("port") ?? 0),
  log,
});

console.log(`Binnacle runs as a web page${option("because") ?? ""}. Open ${host.address()}`);
console.log("The link works once; press Enter for a fresh one, Ctrl+C to stop.");
const terminal = createInterface({ input: process.stdin }).on("line", () => console.log(host.address()));

async function stop(): Promise<void> {
  terminal.close();
  await host.close();
  await product.close();
  process.exit();
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void stop());

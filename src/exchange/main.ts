import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { musicOnHold } from "./media/sounds.ts";
import { loadVoices } from "./media/voices.ts";
import { startExchange } from "./start.ts";

const usage =
  "Usage: npm run exchange -- demo [--port N] [--seed N] [--callers-per-minute N] [--users N] [--queues N] [--ring-seconds N]";
const neededNode = [22, 14] as const;

/** What is wrong with how we were started, in a sentence; the rest is right. */
class WrongUse extends Error {}

function options(args: string[]) {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (cause) {
    throw new WrongUse(cause instanceof Error ? cause.message : String(cause));
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1 || positionals[0] !== "demo")
    throw new WrongUse('Say which exchange to start: the only one is "demo".');
  const number = (name: keyof typeof values, fallback: number, least: number, most: number, whole = true) => {
    const text = values[name];
    if (text === undefined) return fallback;
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most) || (whole && !Number.isInteger(value)))
      throw new WrongUse(
        `--${name} must be a ${whole ? "whole " : ""}number from ${least} to ${most}, not "${text}".`,
      );
    return value;
  };
  return {
    port: number("port", 0, 0, 65_535),
    seed: number("seed", Date.now() % 2 ** 32, 0, 2 ** 32 - 1),
    callersPerMinute: number("callers-per-minute", 4, 0, 6_000, false),
    users: number("users", 0, 0, 20_000),
    queues: number("queues", 0, 0, 1_000),
    ringMs: number("ring-seconds", 20, 1, 300) * 1000,
  };
}

const text = { type: "string" } as const;
const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      port: text,
      seed: text,
      "callers-per-minute": text,
      users: text,
      queues: text,
      "ring-seconds": text,
    },
  });

async function run(): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < neededNode[0] || (major === neededNode[0] && minor < neededNode[1]))
    throw new WrongUse(`Node ${neededNode.join(".")} or newer is needed; this is ${process.versions.node}.`);
  const { port, ...day } = options(process.argv.slice(2));
  const exchange = await startExchange({
    ...day,
    secret: process.env.BINNACLE_EXCHANGE_SECRET ?? randomBytes(32).toString("hex"),
    ports: { rest: port },
    simulateColleagues: true,
    lastWeek: true,
    musicOnHold: musicOnHold(),
    voices: loadVoices(),
  });
  const account = exchange.credentials(exchange.operator);
  console.log(`The demo exchange is at ${exchange.address}`);
  console.log(`Sign in as ${account.username} with password ${account.password}`);

  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    void exchange.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", close);
  process.on("SIGINT", close);
  process.on("disconnect", close);
  process.send?.({ address: exchange.address, ...account });
}

run().catch((error: unknown) => {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    console.error("The port is in use by another program; choose another with --port.");
  else if (error instanceof WrongUse) console.error(`${error.message}\n${usage}`);
  else throw error;
  process.exit(2);
});

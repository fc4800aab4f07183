import { requireNode } from "../src/main/support/require-node.ts";

/** What a benchmark ends with; larger ratios are better for us. */
export interface BenchResult {
  readonly bench: string;
  readonly ours: number;
  readonly peer: number;
  readonly ratio: number;
  readonly unit: string;
  readonly limits: Readonly<Record<string, number>>;
  readonly ok: boolean;
  readonly [further: string]: unknown;
}

const BENCHES: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<BenchResult>>>> = {
  ingest: async () => (await import("./ingest.ts")).ingest,
  reconnect: async () => (await import("./reconnect.ts")).reconnect,
  paint: async () => (await import("./paint.ts")).paint,
  stats: async () => (await import("./stats.ts")).stats,
  directory: async () => (await import("./directory.ts")).directory,
  call: async () => (await import("./call.ts")).call,
};

requireNode();
const [name = "", ...args] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (!bench) {
  console.error(`npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(", ")}`);
  process.exit(2);
}
const result = await (await bench())(args);
console.log(JSON.stringify(result));
// Timers of SIP transactions go on for half a minute after everything is closed.
process.exit(result.ok ? 0 : 1);

import { createProduct } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamFrame, StreamName } from "../../src/shared/contract/streams.ts";

/** What a test tells a product in a process of its own: first where its data lives. */
export type Order =
  | { readonly open: string }
  | { readonly id: number; readonly request: string; readonly input: unknown };

/** What it hears of it. Nothing is said before it is true. */
export type Word =
  | { readonly said: "opened" }
  | { readonly said: "answer"; readonly id: number; readonly ok: boolean }
  | { readonly said: "frame"; readonly stream: StreamName; readonly frame: StreamFrame }
  | { readonly said: "line"; readonly line: string };

const followed: readonly StreamName[] = ["connection", "history", "tallies"];
const say = (word: Word) => process.send?.(word);

// The process has loaded everything before it is told to open, so that a test can keep the next one ready.
process.once("message", ({ open: dataFolder }: Extract<Order, { open: string }>) => {
  const product = createProduct({
    dataFolder,
    clock: systemClock,
    log: createLog((line) => say({ said: "line", line }), Date.now),
    startDemoExchange: () => Promise.reject(new Error("the test has its own")),
  });
  say({ said: "opened" });
  for (const stream of followed) product.follow(stream, (frame) => say({ said: "frame", stream, frame }));
  process.on("message", async ({ id, request, input }: Extract<Order, { id: number }>) => {
    const { ok } = await product.request(request, input);
    say({ said: "answer", id, ok });
  });
});
process.once("disconnect", () => process.exit());

import { z } from "zod";
import type { Log } from "./support/log.ts";
import type { StartProcess } from "./support/talking-process.ts";

/** A demo exchange that runs on this machine, and how to sign in to it. */
export interface DemoExchange {
  readonly address: string;
  readonly username: string;
  readonly password: string;
  /** Called once when the exchange ended without being asked to; who wants another one starts it. */
  onExit(listener: () => void): void;
  close(): Promise<void>;
}

const READY_LIMIT_MS = 20_000;
const END_LIMIT_MS = 3_000;

const Ready = z.object({ address: z.url(), username: z.string(), password: z.string() });

/** Starts the exchange and waits until it says where it is. Rejects when it ends or stays silent instead. */
export function startDemoExchange(options: {
  /** The built exchange. */
  readonly file: string;
  /** What `npm run exchange -- demo` takes too. */
  readonly args: readonly string[];
  readonly startProcess: StartProcess;
  readonly log: Log;
}): Promise<DemoExchange> {
  const { log } = options;
  const child = options.startProcess(options.file, ["demo", ...options.args], (line) =>
    log.info("demo", line),
  );
  let ended = false;
  let closing = false;
  const exitListeners: (() => void)[] = [];
  const { promise: exited, resolve: exit } = Promise.withResolvers<void>();

  const close = async () => {
    closing = true;
    if (ended) return;
    child.end("ask");
    const force = setTimeout(() => child.end("force"), END_LIMIT_MS);
    await exited;
    clearTimeout(force);
  };

  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(new Error("the demo exchange did not say that it is ready"));
      close().catch((cause) => log.error("demo", "the exchange did not end", cause));
    }, READY_LIMIT_MS);
    child.onExit((code) => {
      ended = true;
      clearTimeout(limit);
      exit();
      reject(new Error(`the demo exchange ended with ${code ?? "a signal"}`));
      if (closing) return;
      log.warn("demo", `the exchange ended with ${code ?? "a signal"}`);
      for (const listener of exitListeners) listener();
    });
    child.onMessage((message) => {
      const ready = Ready.safeParse(message);
      if (!ready.success) return;
      clearTimeout(limit);
      log.info("demo", `the exchange is at ${ready.data.address}`);
      resolve({ ...ready.data, onExit: (listener) => exitListeners.push(listener), close });
    });
  });
}

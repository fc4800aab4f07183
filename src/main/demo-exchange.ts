import { fork } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Log } from "./support/log.ts";

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

/**
 * Starts the exchange in a process of its own, as another machine's would be, and waits until it says where it is. Rejects when it
 * ends or stays silent instead. It ends with this process, however that ends.
 */
export function startDemoExchange(options: {
  /** The exchange's entry. */
  readonly file: string;
  /** What `npm run exchange -- demo` takes too. */
  readonly args: readonly string[];
  /** What its passwords follow from. */
  readonly secret: string;
  readonly log: Log;
}): Promise<DemoExchange> {
  const { log } = options;
  const child = fork(options.file, ["demo", ...options.args], {
    // Its output names the password, which is no line for a log; what it complains about is.
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Under Electron the program of this process is no Node unless told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", BINNACLE_EXCHANGE_SECRET: options.secret },
  });
  if (child.stderr) createInterface({ input: child.stderr }).on("line", (line) => log.warn("demo", line));

  let closing = false;
  const exitListeners: (() => void)[] = [];
  const { promise: exited, resolve: exit } = Promise.withResolvers<void>();
  const { promise, resolve, reject } = Promise.withResolvers<DemoExchange>();

  const close = async () => {
    closing = true;
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), END_LIMIT_MS);
    await exited;
    clearTimeout(force);
  };
  const limit = setTimeout(() => {
    reject(new Error("the demo exchange did not say that it is ready"));
    child.kill("SIGKILL");
  }, READY_LIMIT_MS);

  child.once("error", reject);
  child.once("exit", (code, signal) => {
    clearTimeout(limit);
    exit();
    const how = `the demo exchange ended (${code ?? signal})`;
    reject(new Error(how));
    if (closing) return;
    log.warn("demo", how);
    for (const listener of exitListeners) listener();
  });
  child.on("message", (message) => {
    const ready = Ready.safeParse(message);
    if (!ready.success) return;
    clearTimeout(limit);
    log.info("demo", `the exchange is at ${ready.data.address}, process ${child.pid}`);
    resolve({
      ...ready.data,
      onExit: (listener) => {
        exitListeners.push(listener);
      },
      close,
    });
  });
  return promise;
}

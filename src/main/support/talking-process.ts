import { fork } from "node:child_process";
import { createInterface } from "node:readline";

/** A child process of this product that tells its parent things; each host starts it its own way. */
export interface TalkingProcess {
  onMessage(listener: (message: unknown) => void): void;
  /** Called once; null: ended by a signal. */
  onExit(listener: (code: number | null) => void): void;
  /** Asks it to end, or ends it at once. */
  end(how: "ask" | "force"): void;
}

export type StartProcess = (
  file: string,
  args: readonly string[],
  onLine: (line: string) => void,
) => TalkingProcess;

/** Under plain Node: a fork with Node's own channel, which also tells the child when its parent is gone. */
export const forkNode: StartProcess = (file, args, onLine) => {
  const child = fork(file, args, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  for (const output of [child.stdout, child.stderr])
    if (output) createInterface({ input: output }).on("line", onLine);
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  return {
    onMessage: (listener) => {
      child.on("message", listener);
    },
    onExit: (listener) => {
      child.once("exit", listener);
    },
    end: (how) => {
      child.kill(how === "ask" ? "SIGTERM" : "SIGKILL");
    },
  };
};

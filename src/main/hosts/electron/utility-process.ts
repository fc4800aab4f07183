import path from "node:path";
import { createInterface } from "node:readline";
import type { ForkOptions } from "electron";
import type { StartProcess } from "../../support/talking-process.ts";

/** Electron's `utilityProcess`, as far as it is needed here. */
interface UtilityProcesses {
  fork(file: string, args: string[], options: ForkOptions): UtilityChild;
}

interface UtilityChild {
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  on(event: "message", listener: (message: unknown) => void): unknown;
  once(event: "exit", listener: (code: number) => void): unknown;
  kill(): boolean;
}

/** Child processes under Electron: its binary may be built to refuse to be a plain Node. They end with their parent. */
export const forkInElectron =
  (utilityProcess: UtilityProcesses): StartProcess =>
  (file, args, onLine) => {
    const child = utilityProcess.fork(file, [...args], { stdio: "pipe", serviceName: path.basename(file) });
    for (const output of [child.stdout, child.stderr])
      if (output) createInterface({ input: output }).on("line", onLine);
    return {
      onMessage: (listener) => {
        child.on("message", listener);
      },
      onExit: (listener) => {
        child.once("exit", listener);
      },
      end: () => {
        child.kill();
      },
    };
  };

/** One line per happening, for whoever has to find out later what went on. Never a secret, never a person's number or name. */
export interface Log {
  info(area: string, message: string): void;
  warn(area: string, message: string): void;
  /** A bug: something that this code believed could not happen. */
  error(area: string, message: string, cause: unknown): void;
}

export function createLog(write: (line: string) => void, now: () => number): Log {
  const line = (level: string, area: string, message: string) =>
    write(`${new Date(now()).toISOString()} ${level} ${area}: ${message}`);
  return {
    info: (area, message) => line("info", area, message),
    warn: (area, message) => line("warn", area, message),
    error: (area, message, cause) =>
      line(
        "error",
        area,
        `${message}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
      ),
  };
}

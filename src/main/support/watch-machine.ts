import { networkInterfaces } from "node:os";
import type { Clock } from "./clock.ts";

const everyMs = 2_000;
/** So much more than was waited for: the machine slept. */
const asleepMs = 5_000;

/**
 * Tells within some two seconds that the machine woke up or came to another network: what failed before may work now, and what works
 * may be gone. A clock that is set forward looks like sleep. The answer ends it.
 */
export function watchMachine(options: {
  clock: Clock;
  changed(): void;
  /** Where this machine can be reached. */
  addresses?: () => readonly string[];
}): () => void {
  const { clock, changed, addresses = ownAddresses } = options;
  let before = addresses().join();
  let cancel = () => {};

  function watch(): void {
    const dueAt = clock.now() + everyMs;
    cancel = clock.after(everyMs, () => {
      const now = addresses().join();
      const isNew = now !== before || clock.now() - dueAt > asleepMs;
      before = now;
      watch();
      if (isNew) changed();
    });
  }

  watch();
  return () => cancel();
}

const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort();

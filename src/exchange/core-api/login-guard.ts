import type { Clock } from "../pbx/clock.ts";

const allowedFailures = 20;
const blockMs = 10 * 60_000;

/** Blocks an address for ten minutes after twenty failed logins (core API 1.3). A login that succeeds forgives the failures. */
export interface LoginGuard {
  blocked(address: string): boolean;
  failed(address: string): void;
  succeeded(address: string): void;
}

export function loginGuard(clock: Clock): LoginGuard {
  const addresses = new Map<string, { failures: number; last: number }>();
  return {
    blocked(address) {
      const record = addresses.get(address);
      if (!record) return false;
      if (clock.now() - record.last >= blockMs) {
        addresses.delete(address);
        return false;
      }
      return record.failures >= allowedFailures;
    },
    failed(address) {
      const failures = (addresses.get(address)?.failures ?? 0) + 1;
      addresses.set(address, { failures, last: clock.now() });
    },
    succeeded: (address) => void addresses.delete(address),
  };
}

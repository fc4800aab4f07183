import { setImmediate as nextTurn } from "node:timers/promises";
import type { Instant } from "../../shared/model/ids.ts";
import type { EventRow } from "../store/event-rows.ts";
import { openStore } from "../store/open-store.ts";
import type { Store, StoreReader } from "../store/rows.ts";
import type { Log } from "../support/log.ts";
import { unpacked } from "./entries.ts";
import { keyOf, type LiveChange } from "./live-change.ts";

/** So many are done in a few milliseconds; then calls and windows have their turn. */
const atATime = 200;

/** Reads in a store in memory that is as these rows left it at that time; null: they are damaged. */
export async function readRebuilt<T>(
  rows: readonly EventRow[],
  instant: Instant,
  log: Log,
  read: (then: StoreReader) => T,
): Promise<T | null> {
  const state = await foldedUntil(rows, instant);
  if (state === null) return null;
  const store = openStore({ file: ":memory:", log, now: () => instant });
  try {
    for (let from = 0; from < state.length; from += atATime) {
      store.transaction("rebuild", () => fill(store, state.slice(from, from + atATime)));
      await nextTurn();
    }
    store.setSwitches(state.flatMap(([kind, , value]) => (kind === "switch" && value ? [value] : [])));
    return read(store);
  } finally {
    store.close();
  }
}

/** What was so then. Rows are whole but for the last, where the time may end in between. */
async function foldedUntil(
  rows: readonly EventRow[],
  instant: Instant,
): Promise<readonly LiveChange[] | null> {
  const state = new Map<string, LiveChange>();
  let read = 0;
  for (const [index, { changes }] of rows.entries()) {
    const entries = unpacked(changes);
    if (entries === null) return null;
    const last = index === rows.length - 1 ? entries.findLastIndex(([at]) => at <= instant) : entries.length;
    for (const [, ...change] of entries.slice(0, last + 1)) {
      const [kind, id, value] = change;
      if (value === null) state.delete(keyOf(kind, id));
      else state.set(keyOf(kind, id), change);
    }
    read += entries.length;
    if (read < 2 * atATime) continue;
    read = 0;
    await nextTurn();
  }
  return [...state.values()];
}

function fill(store: Store, state: readonly LiveChange[]): void {
  for (const [kind, , value] of state)
    switch (kind) {
      case "owner":
        break;
      case "me":
        store.setMe(value);
        break;
      case "user":
        if (value) store.putUser(value);
        break;
      case "queue":
        if (value) store.putQueue(value);
        break;
      case "membership":
        if (value) store.putMembership(value);
        break;
      case "call":
        if (value) store.putCall(value);
        break;
      // They can only be set together.
      case "switch":
        break;
      default:
        kind satisfies never;
    }
}

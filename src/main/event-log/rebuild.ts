import type { Instant } from "../../shared/model/ids.ts";
import type { EventRow } from "../store/event-rows.ts";
import { openStore } from "../store/open-store.ts";
import type { Store, StoreReader } from "../store/rows.ts";
import type { Log } from "../support/log.ts";
import { unpacked } from "./entries.ts";
import { keyOf, type LiveChange } from "./live-change.ts";

/** Reads in a store in memory that is as these rows left it at that time. */
export function readRebuilt<T>(
  rows: readonly EventRow[],
  instant: Instant,
  log: Log,
  read: (then: StoreReader) => T,
): T {
  const store = openStore({ file: ":memory:", log, now: () => instant });
  try {
    store.transaction("rebuild", () => fill(store, foldedUntil(rows, instant)));
    return read(store);
  } finally {
    store.close();
  }
}

/** What was so then. Rows are whole but for the last, where the time may end in between. */
function foldedUntil(rows: readonly EventRow[], instant: Instant): Iterable<LiveChange> {
  const state = new Map<string, LiveChange>();
  for (const [index, { changes }] of rows.entries()) {
    const entries = unpacked(changes);
    const last = index === rows.length - 1 ? entries.findLastIndex(([at]) => at <= instant) : entries.length;
    for (const [, ...change] of entries.slice(0, last + 1)) {
      const [kind, id, value] = change;
      if (value === null) state.delete(keyOf(kind, id));
      else state.set(keyOf(kind, id), change);
    }
  }
  return state.values();
}

function fill(store: Store, state: Iterable<LiveChange>): void {
  const switches = [];
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
      case "switch":
        if (value) switches.push(value);
        break;
      default:
        kind satisfies never;
    }
  store.setSwitches(switches);
}

import { createStore, type StoreApi } from "zustand/vanilla";
import type { LiveCall, OwnCall } from "../../../shared/model/calls.ts";
import type { QueueId } from "../../../shared/model/ids.ts";
import type { QueueTallies } from "../../../shared/model/visits.ts";
import type { Link } from "../../link/link.ts";

export const pages = ["calls", "queues", "colleagues", "history"] as const;
export type Page = (typeof pages)[number];

/** What Bridge shows beyond what it has in common with Navigator. */
export interface BridgeState {
  readonly page: Page;
  /** The queue whose waiting callers are shown; null: all of mine. */
  readonly queueId: QueueId | null;
  readonly tallies: ReadonlyMap<string, QueueTallies>;
  readonly liveCalls: ReadonlyMap<string, LiveCall>;
  /** The conversation of mine that ended last, as it was: its record in the history comes later. */
  readonly ended: OwnCall | null;
}

export interface BridgeModel {
  readonly store: StoreApi<BridgeState>;
  show(page: Page): void;
  showQueue(queueId: QueueId | null): void;
}

export function createBridge(link: Link): BridgeModel {
  const store = createStore<BridgeState>(() => ({
    page: "queues",
    queueId: null,
    tallies: new Map(),
    liveCalls: new Map(),
    ended: null,
  }));
  let ownCalls: ReadonlyMap<string, OwnCall> = new Map();
  link.follow("tallies", (tallies) => store.setState({ tallies }));
  link.follow("live-calls", (liveCalls) => store.setState({ liveCalls }));
  link.follow("own-calls", (calls) => {
    const ended = [...ownCalls.values()].findLast(
      (call) => call.answeredAt !== null && !calls.has(call.phoneCallId),
    );
    ownCalls = calls;
    if (ended) store.setState({ ended });
  });
  return {
    store,
    show: (page) => store.setState({ page }),
    showQueue: (queueId) => store.setState({ queueId }),
  };
}

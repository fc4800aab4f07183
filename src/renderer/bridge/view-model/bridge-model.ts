import { createStore, type StoreApi } from "zustand/vanilla";
import type { LiveCall } from "../../../shared/model/calls.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";
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
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
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
    history: [],
  }));
  link.follow("tallies", (tallies) => store.setState({ tallies }));
  link.follow("live-calls", (liveCalls) => store.setState({ liveCalls }));
  link.follow("history", (rows) =>
    store.setState({
      history: [...rows.values()].sort((one, other) => other.startedAt - one.startedAt),
    }),
  );
  return {
    store,
    show: (page) => store.setState({ page }),
    showQueue: (queueId) => store.setState({ queueId }),
  };
}

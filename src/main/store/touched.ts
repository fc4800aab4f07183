import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";

/** What a batch of writes may have changed: where readers must look again. */
export interface Touched {
  /** A snapshot, or a change that shows in rows all over. */
  readonly everything: boolean;
  readonly userIds: ReadonlySet<UserId>;
  readonly queueIds: ReadonlySet<QueueId>;
  /** Calls of the feed or of our phone. */
  readonly calls: boolean;
  /** Which of the feed. */
  readonly callIds: ReadonlySet<CallId>;
  readonly switches: boolean;
  /** Calls that are over, mine or what the files tell of a queue's, or what was written of them. */
  readonly history: boolean;
}

export const untouched: Touched = {
  everything: false,
  userIds: new Set(),
  queueIds: new Set(),
  calls: false,
  callIds: new Set(),
  switches: false,
  history: false,
};

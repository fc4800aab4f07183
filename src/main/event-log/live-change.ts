import type { FeedQueue, FeedUser, Membership } from "../../shared/model/feed.ts";
import type { UserId } from "../../shared/model/ids.ts";
import type { CallFlowSwitch } from "../../shared/model/queue.ts";
import type { StoredCall } from "../store/rows.ts";

/**
 * What the live state is made of. Departments and the names of the company's own numbers are not in it: they are the directory's,
 * and nobody asks what they were yesterday.
 */
export interface LiveParts {
  /** Whose all the rest is: the company, and the account that it was told to. */
  owner: string;
  me: UserId;
  user: FeedUser;
  queue: FeedQueue;
  membership: Membership;
  call: StoredCall;
  switch: CallFlowSwitch;
}

export type LiveKind = keyof LiveParts;

/** One part of the live state as it is from now on; null: it is gone. */
export type LiveChange = {
  [K in LiveKind]: readonly [kind: K, id: string, value: LiveParts[K] | null];
}[LiveKind];

/** Of this kind nothing is left but these. */
export interface OnlyThese {
  readonly only: LiveKind;
  readonly ids: ReadonlySet<string>;
}

/** A change as it is kept, with its time by this machine's clock. */
export type Entry = readonly [at: number, ...LiveChange];

/** By what a part of the live state is known. */
export const keyOf = (kind: LiveKind, id: string): string => `${kind} ${id}`;

export const membershipId = ({ queueId, userId }: Pick<Membership, "queueId" | "userId">): string =>
  JSON.stringify([queueId, userId]);

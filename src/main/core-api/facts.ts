import type { FeedCall, FeedQueue, FeedUser, Membership } from "../../shared/model/feed.ts";
import type { CallOutcome, EndedBy, MissedBecause } from "../../shared/model/history.ts";
import type { CallId, Instant, QueueId, UserId } from "../../shared/model/ids.ts";
import type { VisitState } from "../../shared/model/visits.ts";

/**
 * What one notification of the feed says (core API, "Notifications"). Facts may come late, twice or in the wrong order;
 * `saidAt` is the core's own clock in whole seconds, null where it did not tell.
 */
export type Fact = FactContent & { readonly saidAt: Instant | null };

export type FactContent =
  /** A call started or changed: both sides are always complete. */
  | { readonly kind: "call"; readonly call: FeedCall }
  | { readonly kind: "call-ended"; readonly callId: CallId; readonly reason: string | null }
  /** A key pressed in a menu, or the like. */
  | { readonly kind: "call-step"; readonly callId: CallId; readonly result: string | null }
  | { readonly kind: "queue-exit"; readonly callId: CallId; readonly reason: string | null }
  | { readonly kind: "queue-call-entered"; readonly queueId: QueueId; readonly callId: CallId }
  | { readonly kind: "queue-call-left"; readonly queueId: QueueId; readonly callId: CallId }
  | { readonly kind: "queue"; readonly queue: FeedQueue; readonly members: readonly Membership[] }
  | { readonly kind: "queue-changed"; readonly queueId: QueueId; readonly changes: PropertyChanges }
  | { readonly kind: "queue-gone"; readonly queueId: QueueId }
  | { readonly kind: "member"; readonly membership: Membership }
  | { readonly kind: "member-gone"; readonly queueId: QueueId; readonly userId: UserId }
  | { readonly kind: "user"; readonly user: FeedUser; readonly memberships: readonly Membership[] }
  /** A user was made of whom nothing else is told. */
  | { readonly kind: "user-made"; readonly userId: UserId }
  | { readonly kind: "user-changed"; readonly userId: UserId; readonly changes: PropertyChanges }
  | { readonly kind: "user-gone"; readonly userId: UserId }
  | {
      readonly kind: "user-status";
      readonly userId: UserId;
      readonly status: Pick<FeedUser, "status" | "statusLabel" | "wrapUp">;
    }
  /** A type that we do not know, or one we know without what it must have. */
  | { readonly kind: "unknown"; readonly type: string };

/** Property name → new value, in the core's words. */
export type PropertyChanges = ReadonlyMap<string, string>;

/** Everything that the feed knows at one time. */
export interface Snapshot {
  /** Whose it is: an address that no other company has. null: nobody's, as after signing out. */
  readonly company: string | null;
  /** The signed-in user, where the core lists him. */
  readonly me: UserId | null;
  readonly users: readonly FeedUser[];
  readonly queues: readonly FeedQueue[];
  readonly memberships: readonly Membership[];
  readonly calls: readonly FeedCall[];
  /** The core's clock minus this machine's (XEP-0202); null: it did not tell. */
  readonly serverAheadMs: number | null;
}

/** What only REST knows of the company. */
export interface CompanyDirectory {
  readonly departments: ReadonlyMap<UserId, string>;
  readonly externalNumbers: readonly { readonly number: string; readonly name: string | null }[];
}

/** A queue visit that is over, as the core's files have it (core API section 10). */
export interface VisitRecord {
  readonly callId: CallId;
  readonly queueId: QueueId;
  /** By the core's clock. */
  readonly enteredAt: Instant;
  /** null: withheld. */
  readonly callerNumber: string | null;
  readonly waitMs: number;
  readonly state: Exclude<VisitState, "waiting">;
  /** Who answered, and for how long; null: nobody did. */
  readonly agentId: UserId | null;
  readonly talkMs: number | null;
  /** How long the wrap-up after it lasted; null: there was none, it is not over, or not told. */
  readonly wrapUpMs: number | null;
}

/** A call of mine that is over, as the core's files have it; one line per caller, however often a queue offered the call. */
export interface OwnCallRecord {
  /** Of the conversation: where a queue rang me, the call that waited. */
  readonly callId: CallId;
  readonly direction: "incoming" | "outgoing";
  /** The other side: a colleague's is an extension. null: not told. */
  readonly number: string | null;
  readonly name: string | null;
  /** What the caller dialled; null for an outgoing call. */
  readonly dialledNumber: string | null;
  readonly queueId: QueueId | null;
  /** When it first rang here, or was dialled; by the core's clock. */
  readonly startedAt: Instant;
  readonly outcome: CallOutcome;
  readonly missedBecause: MissedBecause | null;
  readonly answeredBy: UserId | null;
  readonly rangMs: number | null;
  readonly waitedMs: number | null;
  readonly talkedMs: number | null;
  readonly endedBy: EndedBy;
}

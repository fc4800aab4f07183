import type { UserStatus } from "./colleague.ts";
import type { CallId, Instant, QueueId, UserId } from "./ids.ts";

/*
 * What the core's feed says, in our words: the vocabulary between core-api, ingest, store and publish. Instants in facts are by
 * the server's clock; ingest converts them to this machine's before they are stored.
 */

export interface FeedUser {
  readonly userId: UserId;
  readonly name: string;
  /** The first is the one that colleagues dial. */
  readonly extensions: readonly string[];
  readonly email: string | null;
  readonly loggedIn: boolean | null;
  readonly status: UserStatus | null;
  /** The status in the server's own words (`displayStatus`, or a `receiveCalls` that we do not know). */
  readonly statusLabel: string | null;
  /** `callId`: the queue call that it follows. */
  readonly wrapUp: { readonly callId: CallId | null; readonly endsAt: Instant | null } | null;
}

export interface FeedQueue {
  readonly queueId: QueueId;
  readonly name: string;
}

export interface Membership {
  readonly queueId: QueueId;
  readonly userId: UserId;
  readonly priority: number;
}

/** inactive: this side asked for hold. unknown: the server's word for it is new to us. */
export type CallpointState = "connecting" | "ringing" | "answered" | "inactive" | "disconnected" | "unknown";

interface CallpointTimes {
  readonly state: CallpointState;
  /** When the call reached this point. */
  readonly createdAt: Instant | null;
  readonly answeredAt: Instant | null;
}

/** One side of a call (core API, "Callpoints"). Either side may be replaced while the call lasts. */
export type Callpoint = CallpointTimes &
  (
    | { readonly kind: "user"; readonly userId: UserId; readonly name: string | null }
    | { readonly kind: "queue"; readonly queueId: QueueId; readonly name: string | null }
    | { readonly kind: "external"; readonly number: string | null; readonly name: string | null }
    | { readonly kind: "dialplan"; readonly number: string | null; readonly name: string | null }
    | {
        readonly kind: "resource";
        readonly resourceType: string | null;
        readonly name: string | null;
        /** Of a caller who is parked: an extension of our exchanges. */
        readonly parkedBy?: UserId;
      }
    | { readonly kind: "listen-in"; readonly listenedToCallId: CallId | null }
    /** Of a type that is new to us, or without what its type must have. */
    | {
        readonly kind: "other";
        readonly type: string;
        readonly number: string | null;
        readonly name: string | null;
      }
  );

export interface FeedCall {
  readonly callId: CallId;
  readonly source: Callpoint;
  readonly destination: Callpoint;
  /** Set where this call is the queue ringing an agent: the call that waits in the queue. */
  readonly parentCallId: CallId | null;
}

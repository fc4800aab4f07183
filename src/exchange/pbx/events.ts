import type { Call, EndReason, UpdateType } from "./call.ts";
import type { Membership, User } from "./company.ts";

/** Why a caller left a queue without an agent, in the spelling of the call events file. */
export type QueueExit = "max_waittime";

/**
 * What happened, in the order in which it happened. The objects are the live ones: a listener that wants to keep what it sees
 * copies it before it returns.
 */
export type PbxEvent =
  | { readonly type: "call.started"; readonly call: Call }
  | { readonly type: "call.updated"; readonly call: Call; readonly updateType: UpdateType }
  | { readonly type: "call.ended"; readonly call: Call; readonly reason: EndReason }
  | { readonly type: "call.queue-exit"; readonly callId: string; readonly exit: QueueExit }
  | { readonly type: "queue.call-entered"; readonly queueId: string; readonly callId: string }
  | { readonly type: "queue.call-left"; readonly queueId: string; readonly callId: string }
  | { readonly type: "member.entered"; readonly member: Membership }
  | { readonly type: "member.left"; readonly member: Membership }
  | { readonly type: "member.updated"; readonly member: Membership; readonly oldPriority: number }
  | {
      readonly type: "user.updated";
      readonly user: User;
      readonly property: "loggedIn" | "location";
      readonly oldValue: string;
      readonly newValue: string;
    }
  | { readonly type: "user.status"; readonly user: User };

export interface EventStream {
  emit(event: PbxEvent): void;
  /** The answer ends it. */
  subscribe(listener: (event: PbxEvent) => void): () => void;
}

/** A listener must not cause events before it returns: the others would hear them in the wrong order. */
export function eventStream(): EventStream {
  const listeners = new Set<(event: PbxEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

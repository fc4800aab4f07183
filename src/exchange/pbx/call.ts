import type { EndCause } from "./leg.ts";
import type { Line } from "./line.ts";

/**
 * State of one side of a call (core API 5.4).
 *
 *     CONNECTING ──► RINGING ──► ANSWERED ◄──► INACTIVE (this side asked for hold)
 */
export type PointState = "CONNECTING" | "RINGING" | "ANSWERED" | "INACTIVE" | "DISCONNECTED";

/** Who or what is at one side of a call. */
export type Place =
  | {
      readonly type: "User";
      readonly userId: string;
      readonly userName: string;
      readonly identityId: string;
    }
  | { readonly type: "Queue"; readonly queueId: string; readonly queueName: string }
  /** `number` is empty where the caller withheld it. */
  | { readonly type: "External"; readonly number: string; readonly name: string }
  /** The description `dialler` marks the first leg of a click-to-dial. */
  | { readonly type: "Dialplan"; readonly exten: string; readonly description: string }
  | {
      readonly type: "Resource";
      /** `park` is an extension of ours: somebody waits there, and the name is what to dial for him. */
      readonly resourceType: "voicemail" | "park";
      readonly resourceId: string;
      readonly name: string;
      /** The user who parked whoever waits there. */
      readonly parkedBy?: string;
    };

export interface Callpoint {
  readonly id: string;
  readonly place: Place;
  /** When the call reached this point; epoch milliseconds. */
  readonly createdAt: number;
  startedAt: number | null;
  state: PointState;
}

export type Side = "source" | "destination";
export type UpdateType = "SOURCE" | "DESTINATION" | "BOTH" | "STATE";
export type EndReason = "SOURCE_HANGUP" | "DESTINATION_HANGUP" | "DESTINATION_BUSY" | "REPLACE";

/** A call of the feed, and the lines that are in it. */
export interface Call {
  readonly id: string;
  /** The waiting call for which a queue rings an agent. */
  readonly parentId: string | null;
  readonly startedAt: number;
  source: Callpoint;
  destination: Callpoint;
  ended: boolean;
  /** Whoever calls does not want the number to be seen. */
  withheld: boolean;
  readonly lines: Record<Side, Line | null>;
  /** Gives up what the call waits for: a phone that rings, a queue, an announcement. */
  giveUp: ((cause: EndCause) => void) | null;
  /** The transfer that is under way out of this call. */
  transferOut: Transfer | null;
  /** The transfer that this call would complete. */
  transferIn: Transfer | null;
  /** The queue agent whose call this is; his wrap-up begins when it is over. */
  agent: { readonly userId: string; readonly queueId: string } | null;
}

/** A caller on the way from the one who transfers to the target. */
export interface Transfer {
  /** The conversation that stays up until the target has answered. */
  readonly from: Call;
  /** The call to the target. */
  readonly to: Call;
  readonly caller: Line;
  readonly by: Line;
  report(statusCode: number, reasonPhrase: string): void;
}

export const otherSide = (side: Side): Side => (side === "source" ? "destination" : "source");

/** The call's state in one word. The vendor calls it an oversimplification: the callpoints are the truth. */
export function stateOf(call: Call): PointState {
  if (call.ended) return "DISCONNECTED";
  const { state } = call.destination;
  return state === "INACTIVE" ? "ANSWERED" : state;
}

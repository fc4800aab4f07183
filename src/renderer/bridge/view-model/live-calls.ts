import { type Language, message } from "../../../shared/messages/message.ts";
import type { LiveCall } from "../../../shared/model/calls.ts";
import type { UserId } from "../../../shared/model/ids.ts";
import type { Party } from "../../../shared/model/party.ts";
import { partyName } from "../../console/view-model/words.ts";

export type LiveState = LiveCall["state"];
export const liveStates = [
  "waiting",
  "ringing",
  "talking",
  "on-hold",
] as const satisfies readonly LiveState[];

/** Calls that have been in their state the longest first. */
export function longestFirst(calls: Iterable<LiveCall>): readonly LiveCall[] {
  return [...calls].sort((one, other) => one.since - other.since || (one.callId < other.callId ? -1 : 1));
}

export const isMine = ({ from, to }: LiveCall, me: UserId | null): boolean =>
  me !== null && (from.userId === me || to.userId === me);

/** Whom the caller reached or rings; null while he waits in a queue. */
export const reached = ({ state, to }: LiveCall): Party | null => (state === "waiting" ? null : to);

/** The call as a row is named: who calls whom, and how it stands. */
export function liveCallText(language: Language, call: LiveCall, mine: boolean): string {
  const from = partyName(language, call.from);
  const to = reached(call);
  const words = [
    to ? message(language, "calls-page.from-to", { from, to: partyName(language, to) }) : from,
    message(language, `calls-page.${call.state}`),
    call.queue?.name,
    mine && message(language, "calls-page.mine"),
  ];
  return words.filter(Boolean).join(", ");
}

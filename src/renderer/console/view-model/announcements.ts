import { type Language, message } from "../../../shared/messages/message.ts";
import type { Caller } from "../../../shared/model/calls.ts";
import type { Connection } from "../../../shared/model/product-state.ts";
import { partyName, returnReasonText } from "./words.ts";

/** The sentences for callers who newly ring or came back. */
export function callerSentences(
  language: Language,
  before: readonly Caller[],
  now: readonly Caller[],
): readonly string[] {
  const states = new Map(before.map((caller) => [caller.callerId, caller.state]));
  return now
    .filter((caller) => caller.state !== "waiting" && states.get(caller.callerId) !== caller.state)
    .map((caller) => callerSentence(language, caller));
}

function callerSentence(language: Language, caller: Caller): string {
  const name = partyName(language, caller.party);
  if (caller.returned)
    return message(language, "announce.returned", {
      name,
      target: caller.returned.targetName,
      reason: returnReasonText(language, caller.returned, "long"),
    });
  return caller.queue
    ? message(language, "announce.ringing-queue", { name, queue: caller.queue.name })
    : message(language, "announce.ringing", { name });
}

/** The sentence for a connection that went or came back; null where nothing of note changed. */
export function connectionSentence(
  language: Language,
  before: Connection | null,
  now: Connection,
): string | null {
  if (now.phase === "lost" && before?.phase !== "lost") return message(language, "announce.lost");
  if (now.phase === "live" && before?.phase === "lost") return message(language, "announce.live");
  return null;
}

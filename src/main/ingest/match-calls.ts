import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId, UserId } from "../../shared/model/ids.ts";
import { sameNumber } from "../../shared/model/phone-number.ts";
import type { StoredCall, StoredPhoneCall } from "../store/rows.ts";

/** What matching must know besides the phone's calls. */
export interface KnownCalls {
  readonly me: UserId | null;
  call(callId: CallId): StoredCall | null;
  callsOf(userId: UserId): readonly StoredCall[];
  /** The first number that a colleague can be dialled at. */
  extensionsOf(userId: UserId): readonly string[];
}

const startToleranceMs = 5_000;

/**
 * Finds for each call of our phone the feed's call of the same conversation.
 *
 * 1. A match that was made holds while the feed's call lives: callpoints change, the conversation does not.
 * 2. The exchange told the id (`coreCallId`): ours tells that of the waiting call where a queue rings us.
 * 3. Else a call of the feed with me at one side that reached me within 5 s of the phone call's start or answer, and whose
 *    other side has the phone call's remote number (`sameNumber`). Of several the nearest in time; no call is matched twice.
 * 4. Else, where the feed's call is over and ours goes on, somebody put a caller through to us: the call that reached me last since
 *    ours began, whoever is at its other side.
 *
 * Where the call found is a queue ringing us, the match is its parent: the waiting call, in which the conversation goes on.
 */
export function matchCalls(
  phoneCalls: readonly PhoneCall[],
  before: readonly StoredPhoneCall[],
  known: KnownCalls,
): readonly StoredPhoneCall[] {
  const matches = new Map<string, CallId>();
  const putThrough: PhoneCall[] = [];
  const taken = () => new Set(matches.values());
  for (const phoneCall of phoneCalls) {
    const held = before.find((each) => each.phoneCall.phoneCallId === phoneCall.phoneCallId)?.callId ?? null;
    const told = phoneCall.coreCallId;
    const callId = held && known.call(held) ? held : told ? conversationOf(told, known) : null;
    if (callId) matches.set(phoneCall.phoneCallId, callId);
    else if ((held ?? told) !== null && phoneCall.answeredAt !== null) putThrough.push(phoneCall);
  }
  const mine = known.me ? known.callsOf(known.me) : [];
  const pairs = phoneCalls
    .filter((phoneCall) => !matches.has(phoneCall.phoneCallId) && phoneCall.coreCallId === null)
    .flatMap((phoneCall) => mine.map((call) => ({ phoneCall, call, apartMs: apart(phoneCall, call, known) })))
    .filter(
      ({ apartMs, phoneCall, call }) => apartMs <= startToleranceMs && sameRemote(phoneCall, call, known),
    )
    .sort((a, b) => a.apartMs - b.apartMs);
  for (const { phoneCall, call } of pairs) {
    const callId = call.parentCallId ?? call.callId;
    if (!matches.has(phoneCall.phoneCallId) && !taken().has(callId))
      matches.set(phoneCall.phoneCallId, callId);
  }
  for (const { phoneCallId, startedAt } of putThrough) {
    const [latest] = mine
      .filter((call) => !taken().has(call.callId) && call.parentCallId === null)
      .flatMap((call) => pointsOf(call, known.me).map((point) => ({ call, reachedMe: point.createdAt ?? 0 })))
      .filter(({ reachedMe }) => reachedMe >= startedAt - startToleranceMs)
      .sort((one, other) => other.reachedMe - one.reachedMe);
    if (latest) matches.set(phoneCallId, latest.call.callId);
  }
  return phoneCalls.map((phoneCall) => ({
    phoneCall,
    callId: matches.get(phoneCall.phoneCallId) ?? null,
  }));
}

function conversationOf(callId: CallId, known: KnownCalls): CallId | null {
  const call = known.call(callId);
  return call ? (call.parentCallId ?? call.callId) : null;
}

const isMe = (point: Callpoint, me: UserId | null) => point.kind === "user" && point.userId === me;

/** My points of a call that I have answered. */
const pointsOf = ({ source, destination }: StoredCall, me: UserId | null): readonly Callpoint[] =>
  [source, destination].filter(
    (point) => isMe(point, me) && (point.state === "answered" || point.state === "inactive"),
  );

function apart(phoneCall: PhoneCall, call: StoredCall, { me }: KnownCalls): number {
  const mine = isMe(call.source, me) ? call.source : call.destination;
  const moments = [phoneCall.startedAt, phoneCall.answeredAt].filter((moment) => moment !== null);
  const reachedMe = [mine.createdAt, mine.answeredAt].filter((moment) => moment !== null);
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...moments.flatMap((moment) => reachedMe.map((reached) => Math.abs(moment - reached))),
  );
}

function sameRemote(phoneCall: PhoneCall, call: StoredCall, known: KnownCalls): boolean {
  const other = isMe(call.source, known.me) ? call.destination : call.source;
  const caller = call.parentCallId ? (known.call(call.parentCallId)?.source ?? other) : other;
  return numbersOf(caller, known).some((number) => sameNumber(number, phoneCall.remote.number));
}

function numbersOf(point: Callpoint, known: KnownCalls): readonly (string | null)[] {
  if (point.kind === "external" || point.kind === "dialplan") return [point.number];
  return point.kind === "user" ? known.extensionsOf(point.userId) : [];
}

import { z } from "zod";
import { CallQuality } from "./call-quality.ts";
import { EarlierCall } from "./history.ts";
import { CallerId, CallId, Instant, PhoneCallId, QueueId, UserId } from "./ids.ts";
import { Party } from "./party.ts";

const QueueName = z.object({ queueId: QueueId, name: z.string() }).readonly();
const Dialled = z.object({ number: z.string(), name: z.string().nullable() }).readonly();

/** Why a transferred caller came back. */
export const ReturnReason = z.enum(["no-answer", "busy", "declined", "unreachable", "cancelled", "failed"]);
export type ReturnReason = z.infer<typeof ReturnReason>;

export const Returned = z
  .object({ targetName: z.string(), reason: ReturnReason, rangForMs: z.int().nonnegative() })
  .readonly();
export type Returned = z.infer<typeof Returned>;

/**
 * A call of our own phone, as the softphone knows it.
 *
 *     incoming ──answer──► talking ◄──resume── on-hold
 *     dialling ──answer──► talking ───hold───► on-hold
 *     talking/on-hold ──transfer──► transferring ──target answers──► (ends)
 *                                       └── not answered ──► returned ──resume──► talking
 *
 * Every state may end. A consult is a dialled call; calls in conference are all talking, and are mixed by our phone.
 */
export const PhoneCallState = z.enum([
  "incoming",
  "dialling",
  "talking",
  "on-hold",
  "transferring",
  "returned",
]);
export type PhoneCallState = z.infer<typeof PhoneCallState>;

export const PhoneCall = z
  .object({
    phoneCallId: PhoneCallId,
    direction: z.enum(["incoming", "outgoing"]),
    /** As signalled: SIP user part and display name, or what was dialled. */
    remote: z.object({ number: z.string().nullable(), name: z.string().nullable() }).readonly(),
    /** The feed's id of this call, where the exchange tells it; else it is matched by time and number. */
    coreCallId: CallId.nullable(),
    state: PhoneCallState,
    stateSince: Instant,
    startedAt: Instant,
    answeredAt: Instant.nullable(),
    muted: z.boolean(),
    /** Whether the media connection is up. */
    audio: z.enum(["connecting", "flowing", "lost"]),
    transfer: z
      .object({ targetName: z.string(), targetNumber: z.string(), since: Instant })
      .readonly()
      .nullable(),
    returned: Returned.nullable(),
    /** The call on hold whose caller this one was dialled for. */
    consultFor: PhoneCallId.nullable(),
    inConference: z.boolean(),
    /** Null until measured. */
    quality: CallQuality.nullable(),
  })
  .readonly();
export type PhoneCall = z.infer<typeof PhoneCall>;

/**
 * A call of our own phone that ended as nobody here wished: a dialled one, by what the exchange answered, or one that was cut off
 * (`lost`), since it was gone at the exchange or could not be reached any more.
 */
export const FailedCall = z
  .object({
    phoneCallId: PhoneCallId,
    party: Party,
    reason: z.enum([...ReturnReason.exclude(["cancelled"]).options, "lost"]),
  })
  .readonly();
export type FailedCall = z.infer<typeof FailedCall>;

/**
 * A line of the callers pane: a caller who waits, rings here or came back. One caller is one line: agent rings and re-offer
 * rounds are folded into the waiting call.
 */
export const Caller = z
  .object({
    callerId: CallerId,
    party: Party,
    state: z.enum(["waiting", "ringing", "returned"]),
    since: Instant,
    queue: QueueName.nullable(),
    dialled: Dialled.nullable(),
    /** The call of our phone that answers this caller; null while the phone does not ring for it. */
    phoneCallId: PhoneCallId.nullable(),
    returned: Returned.nullable(),
    /** The agents whose phones ring for this caller now. */
    offeredTo: z.array(UserId).readonly(),
    /** The last calls with this caller, newest first, at most five. */
    before: z.array(EarlierCall).readonly(),
  })
  .readonly();
export type Caller = z.infer<typeof Caller>;

/** A call of our own phone that was answered or dialled: the current call, or one on hold or being transferred. */
export const OwnCall = z
  .object({
    phoneCallId: PhoneCallId,
    callId: CallId.nullable(),
    direction: z.enum(["incoming", "outgoing"]),
    party: Party,
    state: z.enum(["dialling", "talking", "on-hold", "transferring"]),
    stateSince: Instant,
    startedAt: Instant,
    answeredAt: Instant.nullable(),
    queue: QueueName.nullable(),
    dialled: Dialled.nullable(),
    /** How long the caller waited in the queue before this answer. */
    waitedMs: z.int().nonnegative().nullable(),
    muted: z.boolean(),
    audio: z.enum(["connecting", "flowing", "lost"]),
    transfer: z
      .object({ targetName: z.string(), targetNumber: z.string(), since: Instant })
      .readonly()
      .nullable(),
    /** The call on hold whose caller this one was dialled for. */
    consultFor: PhoneCallId.nullable(),
    inConference: z.boolean(),
    /** How the other side sounds; null until measured. */
    quality: CallQuality.nullable(),
    /** What was written of this call; empty: nothing. */
    note: z.string(),
    /** The last calls with the other side before this one, newest first, at most five. */
    before: z.array(EarlierCall).readonly(),
  })
  .readonly();
export type OwnCall = z.infer<typeof OwnCall>;

/** A caller who is parked, for anybody to retrieve by dialling the slot. */
export const ParkedCall = z
  .object({
    callId: CallId,
    party: Party,
    slot: z.string(),
    since: Instant,
    /** Who parked this caller, where that was seen. */
    parkedBy: UserId.nullable(),
  })
  .readonly();
export type ParkedCall = z.infer<typeof ParkedCall>;

/** A call of the company, whoever has it. The rings of a queue's agents are not calls of their own. */
export const LiveCall = z
  .object({
    callId: CallId,
    from: Party,
    to: Party,
    /** waiting: in a queue. */
    state: z.enum(["ringing", "waiting", "talking", "on-hold"]),
    /** Since when it is in this state, as far as the core tells. */
    since: Instant,
    queue: QueueName.nullable(),
    dialled: Dialled.nullable(),
  })
  .readonly();
export type LiveCall = z.infer<typeof LiveCall>;

import { z } from "zod";
import { AgentTimes } from "../model/agent-times.ts";
import { DeviceChoice } from "../model/audio-devices.ts";
import { Board } from "../model/board.ts";
import { longestColleagueNote, UserStatus } from "../model/colleague.ts";
import { CompanyThen } from "../model/company-then.ts";
import { BindableKey, ConsoleKey } from "../model/console-keys.ts";
import {
  Contact,
  ContactField,
  ContactFormat,
  ContactId,
  FavouriteId,
  ImportId,
  ImportPreview,
  ImportProblem,
} from "../model/contact.ts";
import { Explanation, Figure, Span } from "../model/explanation.ts";
import { longestNote } from "../model/history.ts";
import { CallerId, CallId, Instant, PhoneCallId, QueueId, SwitchId, UserId } from "../model/ids.ts";
import { Panes } from "../model/panes.ts";
import { Erasure, PersonalData } from "../model/privacy.ts";
import { Settings } from "../model/product-state.ts";
import { ReadyCheck } from "../model/ready-check.ts";
import { ServiceLevelFormula } from "../model/visits.ts";

const nothing = z.object({});
const settings = Settings.unwrap().shape;
const devices = DeviceChoice.unwrap().shape;
const panes = Panes.unwrap().shape;
const board = Board.unwrap().shape;
const phoneCall = z.object({ phoneCallId: PhoneCallId });

/** A piece of an address book must fit into a frame of the link, however many bytes its characters take. */
const longestPiece = 200_000;

/** A number as a person types it: digits, `+`, `*`, `#` and the usual separators. */
export const DialledNumber = z
  .string()
  .trim()
  .regex(/^[+*#\d(][-+*#\d ().\u00a0]*$/u)
  .max(64);

/** A colleague, a contact at one of the numbers, or any number. */
export const TransferTarget = z.union([
  z.object({ userId: UserId }),
  z.object({ contactId: ContactId, number: DialledNumber }),
  z.object({ number: DialledNumber }),
]);
export type TransferTarget = z.infer<typeof TransferTarget>;

/** Everything that a window may ask of main: name → input and output. A refusal is an answer of its own kind (see frames). */
export const requests = {
  "session.show-me-around": { input: nothing, output: nothing },
  /** server: a base domain, or the address of an exchange (`http://127.0.0.1:…`). */
  "session.sign-in": {
    input: z.object({
      server: z.string().trim().min(1).max(255),
      username: z.string().trim().min(1).max(255),
      password: z.string().min(1).max(1024),
    }),
    output: nothing,
  },
  "session.sign-out": { input: nothing, output: nothing },

  "caller.answer": { input: z.object({ callerId: CallerId }), output: nothing },
  /** Takes a waiting caller out of the queue, onto our own phone. */
  "caller.take": { input: z.object({ callerId: CallerId }), output: nothing },

  /** `hideNumber`: for this call other than the settings say; an emergency number is always told ours. */
  "call.dial": {
    input: z.object({ target: TransferTarget, hideNumber: z.boolean().exactOptional() }),
    output: phoneCall,
  },
  "call.hang-up": { input: phoneCall, output: nothing },
  "call.hold": { input: phoneCall, output: nothing },
  /** Also takes back a caller who is being transferred while the target still rings. */
  "call.resume": { input: phoneCall, output: nothing },
  "call.mute": { input: phoneCall.extend({ muted: z.boolean() }), output: nothing },
  /** Blind transfer, watched: if nobody answers, the caller comes back as a returned line. */
  "call.transfer": { input: phoneCall.extend({ target: TransferTarget }), output: nothing },

  /** Blind transfer to the voicemail of this colleague: our phone is free once it has answered. */
  "call.to-voicemail": { input: phoneCall.extend({ userId: UserId }), output: nothing },

  /** Puts the caller on hold and dials whom to ask. The answer is the consult. */
  "call.consult": { input: phoneCall.extend({ target: TransferTarget }), output: phoneCall },
  /** Ends a consult, however far it came, and talks again with the caller it was for. */
  "call.cancel-consult": { input: phoneCall, output: nothing },
  /**
   * Attended transfer: the two other sides talk with each other and our phone is free. While `to` still rings it is a watched
   * transfer, which may come back.
   */
  "call.connect": { input: phoneCall.extend({ to: PhoneCallId }), output: nothing },
  /** All three talk; holding one of the two others ends it, and so does hanging up. */
  "call.conference": { input: phoneCall.extend({ with: PhoneCallId }), output: nothing },
  /** Key presses for the other side (DTMF). */
  "call.send-digits": {
    input: phoneCall.extend({ digits: z.string().regex(/^[0-9*#A-D]{1,64}$/) }),
    output: nothing,
  },
  "call.park": { input: phoneCall, output: nothing },
  "parked.retrieve": { input: z.object({ callId: CallId }), output: phoneCall },

  /** Talks with whoever rings at this colleague; a caller whom a queue offers to him is taken out of the queue. */
  "colleague.pick-up": { input: z.object({ userId: UserId }), output: nothing },

  /** Leaves what is not given as it is. */
  "audio-devices.choose": {
    input: z.object({
      microphone: devices.microphone.exactOptional(),
      speaker: devices.speaker.exactOptional(),
      ringer: devices.ringer.exactOptional(),
      ringVolumePercent: devices.ringVolumePercent.exactOptional(),
    }),
    output: nothing,
  },
  /** Lets a short sound be heard. */
  "audio-devices.try": { input: z.object({ where: z.enum(["speaker", "ringer"]) }), output: nothing },
  /** Whether this person could answer a caller now. Takes a few seconds at most. */
  "phone.check": { input: nothing, output: ReadyCheck },

  "status.set": { input: z.object({ status: UserStatus }), output: nothing },
  /** Who is in the queue already gets the priority; 1 is rung first. */
  "queue.join": {
    input: z.object({ queueId: QueueId, priority: z.int().min(1).max(3).exactOptional() }),
    output: nothing,
  },
  "queue.leave": { input: z.object({ queueId: QueueId }), output: nothing },
  /** Whether our phone answers the calls of this queue by itself, after a short tone, while we do not talk. */
  "queue.set-auto-answer": { input: z.object({ queueId: QueueId, on: z.boolean() }), output: nothing },
  /** How soon an answer is in time, for the service level of this queue. */
  "queue.set-service-level": {
    input: z.object({ queueId: QueueId, serviceLevelMs: z.int().min(1_000).max(3_600_000) }),
    output: nothing,
  },
  /** How a figure of a queue came to be what it is now. `formula`: of the service level; its default where it is left out. */
  "statistics.explain": {
    input: z.object({
      queueId: QueueId,
      figure: Figure,
      span: Span,
      formula: ServiceLevelFormula.exactOptional(),
    }),
    output: Explanation,
  },
  /**
   * How long agents were at what, of the span up to now; who was not logged in is not among them. What they were at while the core was not
   * listened to is not counted: `completeness` tells when that was.
   */
  "statistics.agents": {
    input: z.object({ span: Span }),
    output: z.object({ from: Instant, to: Instant, agents: z.array(AgentTimes).readonly() }),
  },
  /** What colleagues, queues, calls and switches were like, at the end of that millisecond, within the last 72 hours. */
  "time-machine.state": { input: z.object({ at: Instant }), output: CompanyThen },
  "switch.set": { input: z.object({ switchId: SwitchId, setting: z.int() }), output: nothing },

  /** Replaces what was written of a call of mine; empty text removes it. */
  "note.write": { input: z.object({ callId: CallId, text: z.string().max(longestNote) }), output: nothing },

  /** Best match first; any word order, without accents, by name, department or number. Empty text: everybody by name. */
  "directory.search": {
    input: z.object({ text: z.string().max(200), limit: z.int().min(1).max(500) }),
    output: z.object({ userIds: z.array(UserId).readonly(), total: z.int().nonnegative() }),
  },
  /** Best match first, as in the directory, by company too. Empty text: nobody. `more`: there are others beyond the limit. */
  "contacts.search": {
    input: z.object({ text: z.string().max(200), limit: z.int().min(1).max(500) }),
    output: z.object({ contacts: z.array(Contact).readonly(), more: z.boolean() }),
  },
  /** What an address book holds, judged by the beginning of its text; nothing is stored. */
  "contacts.preview": {
    input: z.object({
      text: z.string().max(longestPiece),
      format: ContactFormat.exactOptional(),
      /** Of the columns in order; as guessed where it is left out. */
      fields: z.array(ContactField).max(200).exactOptional(),
    }),
    output: ImportPreview,
  },
  /** An import is begun, given the text of the file piece by piece, and ended; who is known already is updated. */
  "contact-import.begin": {
    input: z.object({
      fileName: z.string().max(255),
      format: ContactFormat,
      fields: z.array(ContactField).max(200),
    }),
    output: z.object({ importId: ImportId }),
  },
  "contact-import.add": {
    input: z.object({ importId: ImportId, text: z.string().max(longestPiece) }),
    output: nothing,
  },
  /** The first hundred problems. */
  "contact-import.end": {
    input: z.object({ importId: ImportId }),
    output: z.object({ problems: z.array(ImportProblem).readonly() }),
  },
  /** As if it had never been, where no other came after it; also for one that was not ended. */
  "contact-import.undo": { input: z.object({ importId: ImportId }), output: nothing },

  /** Adds to the favourites, or moves there; at the end where no position is given. */
  "favourite.put": {
    input: z.object({
      who: z.union([z.object({ userId: UserId }), z.object({ contactId: ContactId })]),
      group: z.string().trim().max(60),
      position: z.int().nonnegative().exactOptional(),
    }),
    output: nothing,
  },
  "favourite.remove": { input: z.object({ favouriteId: FavouriteId }), output: nothing },
  /** For all who use this computer's Binnacle; empty text removes it. */
  "colleague-note.write": {
    input: z.object({ userId: UserId, text: z.string().trim().max(longestColleagueNote) }),
    output: nothing,
  },

  /** Everything that is stored on this computer about a number, compared by its last nine digits, or about a colleague. */
  "privacy.export": { input: z.object({ who: TransferTarget }), output: PersonalData },
  /** Erases it for good, but for what the core shows now: the directory and calls that go on. Queue visits stay counted. */
  "privacy.erase": { input: z.object({ who: TransferTarget }), output: Erasure },

  /** A shorter retention removes at once what is older. */
  "settings.change": {
    input: z.object({
      language: settings.language.exactOptional(),
      theme: settings.theme.exactOptional(),
      retentionDays: settings.retentionDays.exactOptional(),
      masking: settings.masking.exactOptional(),
      density: settings.density.exactOptional(),
      keyProfile: settings.keyProfile.exactOptional(),
      hideNumber: settings.hideNumber.exactOptional(),
      codec: settings.codec.exactOptional(),
      stunServer: settings.stunServer.exactOptional(),
      crmUrl: settings.crmUrl.exactOptional(),
    }),
    output: nothing,
  },
  /** Gives an action another key, in the profile at hand. A key that another action has is refused. */
  "key-bindings.change": { input: z.object({ action: ConsoleKey, key: BindableKey }), output: nothing },
  /** All keys as the profile at hand has them. */
  "key-bindings.reset": { input: nothing, output: nothing },
  /** How wide Navigator's panes are; leaves what is not given as it is. */
  "panes.resize": {
    input: z.object({ linesPx: panes.linesPx.exactOptional(), cardPx: panes.cardPx.exactOptional() }),
    output: nothing,
  },
  /** Opens the local API with a new token, which is told this once; the one before is worth nothing any more. */
  "local-api.open": { input: nothing, output: z.object({ token: z.string() }) },
  "local-api.shut": { input: nothing, output: nothing },
  /** Changes what is given of the wall display's board; refused as a whole when limits are out of order. */
  "board.change": {
    input: z.object({
      title: board.title.exactOptional(),
      theme: board.theme.exactOptional(),
      queueIds: board.queueIds.exactOptional(),
      waitingLimits: board.waitingLimits.exactOptional(),
      longestWaitLimitsMs: board.longestWaitLimitsMs.exactOptional(),
      serviceLevelLimits: board.serviceLevelLimits.exactOptional(),
      serviceLevelFormula: board.serviceLevelFormula.exactOptional(),
    }),
    output: nothing,
  },
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.infer<(typeof requests)[N]["input"]>;
export type RequestOutput<N extends RequestName> = z.infer<(typeof requests)[N]["output"]>;

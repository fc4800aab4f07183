import type { AudioPort, IceServer } from "../../shared/contract/audio.ts";
import type { DeviceChoice } from "../../shared/model/audio-devices.ts";
import type { PhoneCallId } from "../../shared/model/ids.ts";
import type { ReadyCheck } from "../../shared/model/ready-check.ts";
import type { Result } from "../../shared/model/result.ts";

/** What a SIP phone needs to register. */
export interface PhoneAccount {
  /** Address of record, `sip:user@domain`. */
  readonly sipAddress: string;
  readonly webSocketUrl: string;
  readonly authorizationUser: string;
  readonly password: string;
  readonly displayName: string;
  /** Where to look for a network path, besides what the settings say. */
  readonly iceServers: readonly IceServer[];
  /** Where callers are parked; null: this exchange parks none. */
  readonly parkNumber: string | null;
  /** Dialled before an extension it takes over the call that rings there; null: this exchange cannot. */
  readonly pickUpPrefix: string | null;
  /** What to dial before an extension for its voicemail; null: this exchange has no such thing. */
  readonly voicemailPrefix: string | null;
}

export interface PhoneTarget {
  /** What to dial: an extension or a public number, without separators. */
  readonly number: string;
  /** What the person calls it. */
  readonly name: string;
}

/**
 * The phone, whichever it is. A success says that the other side agreed; the state of calls is told by the list that the phone
 * publishes. At most one call is talking, or those of one conference: answering, resuming or dialling puts who talks on hold.
 *
 * An emergency number (`emergency-numbers.ts`) is dialled at once, whatever the phone lacks and whatever else it does; ours is never
 * hidden from it.
 */
export interface CallControl {
  /**
   * Registers, and keeps registering until `signOut`. Answers with the first outcome: a server that cannot be reached is tried
   * again all the same, a refused password is not.
   */
  signIn(account: PhoneAccount): Promise<Result<void>>;
  /** Ends every call and unregisters. */
  signOut(): Promise<Result<void>>;
  answer(phoneCallId: PhoneCallId): Promise<Result<void>>;
  /**
   * Answers after a short tone, instead of ringing on. Refused while the person talks or dials, or another call is about to be
   * answered: then it rings as any other.
   */
  answerByItself(phoneCallId: PhoneCallId): Promise<Result<void>>;
  /** Declines, cancels or ends, as the state asks. */
  hangUp(phoneCallId: PhoneCallId): Promise<Result<void>>;
  hold(phoneCallId: PhoneCallId): Promise<Result<void>>;
  /** Talks again with a caller who is on hold, who came back, or who is being transferred. */
  resume(phoneCallId: PhoneCallId): Promise<Result<void>>;
  mute(phoneCallId: PhoneCallId, muted: boolean): Promise<Result<void>>;
  /** Success once the call is on its way; the number is dialled as it is. `hideNumber`: other than the settings say. */
  dial(
    number: string,
    name: string | null,
    hideNumber?: boolean,
  ): Promise<Result<{ phoneCallId: PhoneCallId }>>;
  /** Blind transfer, watched: unless somebody answers within `ringMs` the call becomes `returned`; so may one that came back. */
  transfer(phoneCallId: PhoneCallId, target: PhoneTarget, ringMs: number): Promise<Result<void>>;
  /** Puts whoever talks on hold and dials whom to ask for this caller. */
  consult(phoneCallId: PhoneCallId, target: PhoneTarget): Promise<Result<{ phoneCallId: PhoneCallId }>>;
  /** Ends the consult, however far it came, and talks again with the caller it was for. */
  cancelConsult(phoneCallId: PhoneCallId): Promise<Result<void>>;
  /**
   * Attended transfer: the other sides of both calls talk with each other, and both end here. If that fails, the first is on hold.
   * While `to` still rings it is a blind transfer, which `ringMs` is for.
   */
  connect(phoneCallId: PhoneCallId, to: PhoneCallId, ringMs: number): Promise<Result<void>>;
  /** All three talk, until one of the two calls ends or is held. */
  conference(phoneCallId: PhoneCallId, other: PhoneCallId): Promise<Result<void>>;
  /** Key presses, `0-9*#A-D`, of a call that is up or plays something before it is. */
  sendDigits(phoneCallId: PhoneCallId, digits: string): Promise<Result<void>>;
  /** Talks with whoever rings at the extension. Refused as `not-licensed` where the exchange offers no such thing. */
  pickUp(target: PhoneTarget): Promise<Result<{ phoneCallId: PhoneCallId }>>;
  /** Refused as `not-licensed` where the exchange parks none. */
  park(phoneCallId: PhoneCallId): Promise<Result<void>>;
  /** Blind transfer to the voicemail of this extension. Refused as `not-licensed` where the exchange has no such thing. */
  leaveVoicemail(phoneCallId: PhoneCallId, target: PhoneTarget): Promise<Result<void>>;
  /** For whichever page has the audio, from now on. */
  setDevices(choice: DeviceChoice): void;
  tryDevice(where: "speaker" | "ringer"): Promise<Result<void>>;
  /** Within 5 s. */
  check(): Promise<ReadyCheck>;
  /**
   * Answers by itself the incoming call of which this is true, if it is within 10 s; meanwhile nothing rings. It is asked again and
   * again, since who calls is often known only a moment after the phone began to ring. The answer stops expecting it.
   */
  expectCall(isExpected: (phoneCallId: PhoneCallId) => boolean): () => void;
  /** Lends a page's microphone and speaker; the oldest page owns the audio. The answer takes it back. */
  attachAudio(port: AudioPort): () => void;
  /** The machine woke up: what was there before may be gone. */
  lookAgain(): void;
  close(): Promise<void>;
}

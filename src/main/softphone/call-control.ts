import type { AudioPort } from "../../shared/contract/audio.ts";
import type { PhoneCallId } from "../../shared/model/ids.ts";
import type { Result } from "../../shared/model/result.ts";

/** What a SIP phone needs to register. */
export interface PhoneAccount {
  /** Address of record, `sip:user@domain`. */
  readonly sipAddress: string;
  readonly webSocketUrl: string;
  readonly authorizationUser: string;
  readonly password: string;
  readonly displayName: string;
}

export interface PhoneTarget {
  /** What to dial: an extension or a public number, without separators. */
  readonly number: string;
  /** What the person calls it. */
  readonly name: string;
}

/**
 * The phone, whichever it is. A success says that the other side agreed; the state of calls is told by the list that the phone
 * publishes. At most one call is talking: answering, resuming or dialling puts the talking one on hold.
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
  /** Declines, cancels or ends, as the state asks. */
  hangUp(phoneCallId: PhoneCallId): Promise<Result<void>>;
  hold(phoneCallId: PhoneCallId): Promise<Result<void>>;
  /** Talks again with a caller who is on hold, who came back, or who is being transferred. */
  resume(phoneCallId: PhoneCallId): Promise<Result<void>>;
  mute(phoneCallId: PhoneCallId, muted: boolean): Promise<Result<void>>;
  /** Success once the call is on its way; the number is dialled as it is. */
  dial(number: string, name: string | null): Promise<Result<{ phoneCallId: PhoneCallId }>>;
  /** Blind transfer, watched: unless somebody answers within `ringMs` the call becomes `returned`. */
  transfer(phoneCallId: PhoneCallId, target: PhoneTarget, ringMs: number): Promise<Result<void>>;
  /**
   * Answers by itself the incoming call of which this is true, if it is within 10 s; meanwhile nothing rings. It is asked again and
   * again, since who calls is often known only a moment after the phone began to ring. The answer stops expecting it.
   */
  expectCall(isExpected: (phoneCallId: PhoneCallId) => boolean): () => void;
  /** Lends a page's microphone and speaker; the oldest page owns the audio. The answer takes it back. */
  attachAudio(port: AudioPort): () => void;
  close(): Promise<void>;
}

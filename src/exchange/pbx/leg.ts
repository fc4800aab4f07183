/** Why a leg ended, in the words of the party or of the network behind it. */
export type EndCause =
  | "hung-up"
  | "busy"
  | "declined"
  | "no-answer"
  | "unreachable"
  | "cancelled"
  | "answered-elsewhere"
  | "failed";

/** What the party at a leg does; each is told at most as often as it happens, never from inside a call to the leg. */
export interface LegListener {
  /** The party's device rings. */
  ringing(): void;
  answered(): void;
  ended(cause: EndCause): void;
  /**
   * 20 ms of the party's voice: 160 bytes of PCMU (G.711 µ-law, 8 kHz). Before the party answers: what its network plays, such as an
   * announcement.
   */
  audio(frame: Buffer): void;
  /** The party put the other side on hold, or took it back. */
  held(held: boolean): void;
  digit(digit: string): void;
  /** The party asks to put the other side through (SIP REFER, RFC 3515; attended with Replaces, RFC 3891). */
  transfer(request: TransferRequest): void;
}

export interface TransferRequest {
  /** The number or extension to reach. */
  readonly target: string;
  /** How long the target may ring (Expires in the Refer-To URI); null: the exchange's own limit. */
  readonly ringMs: number | null;
  /** Attended: the other leg of the same party whose far side gets the caller. */
  readonly replaces: Leg | null;
  /** Reports progress as a message/sipfrag NOTIFY: 100 and 180 while it goes on, a final code of 200 or above once. */
  report(statusCode: number, reasonPhrase: string): void;
}

/**
 * One party's connection with the exchange: a SIP phone, or somebody simulated.
 *
 *     calling (the party calls us) ──answer()──► answered ──► ended
 *     ringing (we call the party)  ──answered──► answered ──► ended
 */
export interface Leg {
  readonly state: "calling" | "ringing" | "answered" | "ended";
  /** Tells a calling party that the other side rings (180). */
  ring(): void;
  /** Lets a calling party hear what is played before it is answered (183 with a description). */
  playEarly(frame: Buffer): void;
  /** Answers a calling party. */
  answer(): void;
  /** Ends the leg in whatever state it is. Ending an ended leg does nothing. */
  end(cause: EndCause): void;
  /** Sends the party 20 ms of PCMU. Dropped while the leg is not answered. */
  play(frame: Buffer): void;
  /** Exactly one listener at a time; setting it replaces the earlier one. */
  listen(listener: LegListener): void;
}

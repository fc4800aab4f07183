import type { EndCause, Leg, LegListener, TransferRequest } from "../pbx/leg.ts";

/** What a simulated party perceives. It must not act before it returns: people take time, and so do wires. */
export interface Perception {
  /** The other side rings (for who calls). */
  rings?(): void;
  /** Somebody, or a queue, answered our call. */
  answered?(): void;
  heard?(frame: Buffer): void;
  ended?(cause: EndCause): void;
}

/** A leg with a party that does what its script says, in place of a phone. */
export interface SimulatedLeg extends Leg {
  /** The party's device begins to ring. */
  startRinging(): void;
  pickUp(): void;
  /** Ends the leg from the party's side: hanging up, declining, being busy. */
  leave(cause: EndCause): void;
  hold(held: boolean): void;
  /** Before it answers: what its network plays. */
  say(frame: Buffer): void;
  transfer(request: TransferRequest): void;
}

/** `calling`: the party calls the exchange; `ringing`: the exchange calls the party. */
export function simulatedLeg(state: "calling" | "ringing", perception: Perception = {}): SimulatedLeg {
  let now: Leg["state"] = state;
  let listener: LegListener | null = null;
  return {
    get state() {
      return now;
    },
    ring() {
      if (now === "calling") perception.rings?.();
    },
    playEarly(frame) {
      if (now === "calling") perception.heard?.(frame);
    },
    answer() {
      if (now !== "calling") return;
      now = "answered";
      perception.answered?.();
    },
    end(cause) {
      if (now === "ended") return;
      now = "ended";
      perception.ended?.(cause);
    },
    play(frame) {
      if (now === "answered") perception.heard?.(frame);
    },
    listen(next) {
      listener = next;
    },
    startRinging() {
      if (now === "ringing") listener?.ringing();
    },
    pickUp() {
      if (now !== "ringing") return;
      now = "answered";
      listener?.answered();
    },
    leave(cause) {
      if (now === "ended") return;
      now = "ended";
      listener?.ended(cause);
    },
    hold(held) {
      if (now === "answered") listener?.held(held);
    },
    say(frame) {
      if (now === "answered" || now === "ringing") listener?.audio(frame);
    },
    transfer(request) {
      if (now === "answered") listener?.transfer(request);
    },
  };
}

import { type Call, type EndReason, otherSide, type PointState, type Side } from "./call.ts";
import type { CallBook } from "./call-book.ts";
import type { EndCause, Leg, TransferRequest } from "./leg.ts";
import type { Line, Party } from "./line.ts";

/** Plays PCMU to a leg over and over until it has ended or the answer is called. */
export type Play = (leg: Leg, frames: Buffer) => () => void;

/** What the parties of a conversation may do that concerns others. */
export interface ConversationListener {
  transferRequested(line: Line, request: TransferRequest): void;
  /** The party took the other side back off hold. */
  resumed(line: Line): void;
  /** The party hung up; told before the call ends. */
  leaving(line: Line, call: Call): void;
  ended(call: Call): void;
}

/** Legs in calls: their voices reach each other, hold and waiting have music, hanging up ends the call. */
export interface Conversations {
  /** Makes a line of a leg that calls or has answered. */
  takeUp(leg: Leg, party: Party): Line;
  /** The line of a leg that is in a call. */
  lineOf(leg: Leg): Line | null;
  /** Puts a line at a side of a call; it leaves the call where it was. */
  join(call: Call, side: Side, line: Line): void;
  /** Makes each party hear what it has to hear now: after every change of lines, hold or place. */
  tune(call: Call): void;
  /** Takes one party out of its call and hangs up on it; the call goes on without it. */
  release(line: Line, cause: EndCause): void;
  end(call: Call, reason: EndReason, cause: EndCause): void;
}

export const sideOf = (call: Call, line: Line): Side =>
  call.lines.source === line ? "source" : "destination";
export const stateOfLine = (line: Line | null): PointState => (line?.held ? "INACTIVE" : "ANSWERED");

export function conversations(
  book: CallBook,
  play: Play,
  musicOnHold: Buffer,
  listener: ConversationListener,
): Conversations {
  const lines = new Map<Leg, Line>();

  const music = (line: Line, wanted: boolean) => {
    if (wanted === (line.stopMusic !== null)) return;
    line.stopMusic?.();
    line.stopMusic = wanted ? play(line.leg, musicOnHold) : null;
  };
  const letGo = (line: Line) => {
    music(line, false);
    line.call = null;
    lines.delete(line.leg);
  };
  const other = (line: Line) => line.call?.lines[otherSide(sideOf(line.call, line))] ?? null;

  const tune = (call: Call) => {
    for (const side of ["source", "destination"] as const) {
      const line = call.lines[side];
      if (!line) continue;
      const far = call.lines[otherSide(side)];
      const at = call.destination.place;
      const waits = far === null && (at.type !== "Resource" || at.resourceType === "park");
      const wanted = waits || far?.held === true || call.transferOut?.caller === line;
      music(line, wanted && line.leg.state === "answered");
    }
  };

  const end = (call: Call, reason: EndReason, cause: EndCause) => {
    if (call.ended) return;
    const giveUp = call.giveUp;
    call.giveUp = null;
    giveUp?.(cause);
    for (const side of ["source", "destination"] as const) {
      const line = call.lines[side];
      call.lines[side] = null;
      if (!line) continue;
      letGo(line);
      line.leg.end(cause);
    }
    book.close(call, reason);
    listener.ended(call);
  };

  const takeUp = (leg: Leg, party: Party) => {
    const line: Line = { leg, party, call: null, held: false, stopMusic: null };
    lines.set(leg, line);
    leg.listen({
      ringing: () => undefined,
      answered: () => undefined,
      digit: () => undefined,
      ended() {
        const { call } = line;
        if (!call) return;
        listener.leaving(line, call);
        end(call, call.lines.source === line ? "SOURCE_HANGUP" : "DESTINATION_HANGUP", "hung-up");
      },
      audio(frame) {
        const far = other(line);
        if (far && !line.held && !far.held && line.call?.transferOut === null) far.leg.play(frame);
      },
      held(held) {
        const { call } = line;
        if (!call || held === line.held) return;
        line.held = held;
        if (!held) listener.resumed(line);
        tune(call);
        book.setStates(call, { [sideOf(call, line)]: stateOfLine(line) });
      },
      transfer: (request) => listener.transferRequested(line, request),
    });
    return line;
  };

  return {
    takeUp,
    lineOf: (leg) => lines.get(leg) ?? null,
    join(call, side, line) {
      if (line.call) line.call.lines[sideOf(line.call, line)] = null;
      call.lines[side] = line;
      line.call = call;
    },
    tune,
    release(line, cause) {
      if (line.call) line.call.lines[sideOf(line.call, line)] = null;
      letGo(line);
      line.leg.end(cause);
    },
    end,
  };
}

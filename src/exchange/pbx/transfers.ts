import { type Call, otherSide, type Transfer } from "./call.ts";
import type { CallBook } from "./call-book.ts";
import { type Conversations, sideOf, stateOfLine } from "./conversations.ts";
import type { EndCause, TransferRequest } from "./leg.ts";
import type { Line } from "./line.ts";

/**
 * Putting callers through (core API 6.1). The conversation X stays up while the new call Y rings the target:
 *
 *     Y answered ──► X ends REPLACE, the transferor's phone is free
 *     Y fails, or the transferor takes the caller back ──► Y ends, X goes on
 */
export interface Transfers {
  request(line: Line, request: TransferRequest): void;
  /** Moves the caller into the answered call; what is returned ends the conversation that is over with that. */
  complete(transfer: Transfer): () => void;
  /** The target was not reached. */
  fail(transfer: Transfer, cause: EndCause): void;
  resumed(line: Line): void;
  leaving(line: Line, call: Call): void;
}

/** The final status code of RFC 3261 that tells a phone how the target's leg ended. */
function statusOf(cause: EndCause): readonly [code: number, reason: string] {
  switch (cause) {
    case "busy":
      return [486, "Busy Here"];
    case "declined":
      return [603, "Decline"];
    case "no-answer":
    case "hung-up":
      return [480, "Temporarily Unavailable"];
    case "unreachable":
      return [404, "Not Found"];
    case "cancelled":
    case "answered-elsewhere":
      return [487, "Request Terminated"];
    case "failed":
      return [500, "Server Internal Error"];
  }
}

export function transfers(
  book: CallBook,
  talks: () => Conversations,
  place: (call: Call, dialled: string, ringMs: number | null) => void,
  agentDone: (call: Call) => void,
): Transfers {
  const forget = ({ from, to }: Transfer) => {
    from.transferOut = null;
    to.transferIn = null;
  };
  const abandon = (transfer: Transfer, cause: EndCause) => {
    forget(transfer);
    transfer.report(...statusOf(cause));
    const busy = cause === "busy";
    const byTarget = cause === "declined" || cause === "hung-up";
    talks().end(
      transfer.to,
      busy ? "DESTINATION_BUSY" : byTarget ? "DESTINATION_HANGUP" : "SOURCE_HANGUP",
      cause,
    );
    talks().tune(transfer.from);
  };
  const begin = (from: Call, to: Call, caller: Line, by: Line, request: TransferRequest) => {
    const transfer: Transfer = { from, to, caller, by, report: request.report };
    from.transferOut = transfer;
    to.transferIn = transfer;
    request.report(100, "Trying");
    talks().tune(from);
  };

  /** Attended, target already talking: the target takes the transferor's place. */
  const join = (from: Call, by: Line, consult: Call, consultLine: Line, target: Line) => {
    const side = sideOf(from, by);
    const point = consult[otherSide(sideOf(consult, consultLine))];
    const callerSide = otherSide(side);
    talks().release(by, "hung-up");
    talks().join(from, side, target);
    book.replace(
      from,
      { [side]: { place: point.place, state: stateOfLine(target) } },
      { [callerSide]: stateOfLine(from.lines[callerSide]) },
    );
    talks().tune(from);
    talks().end(consult, "REPLACE", "hung-up");
    if (by.party.kind === "user" && by.party.userId === from.agent?.userId) agentDone(from);
  };

  const complete = (transfer: Transfer) => {
    forget(transfer);
    talks().join(transfer.to, "source", transfer.caller);
    transfer.report(200, "OK");
    return () => {
      talks().end(transfer.from, "REPLACE", "hung-up");
      talks().tune(transfer.to);
    };
  };

  return {
    request(by, request) {
      const from = by.call;
      const caller = from?.lines[otherSide(sideOf(from, by))] ?? null;
      if (!from || !caller) return request.report(481, "Call/Transaction Does Not Exist");
      if (from.transferOut) abandon(from.transferOut, "cancelled");
      if (!request.replaces) {
        const state = stateOfLine(caller);
        const to = book.open(
          { place: from[sideOf(from, caller)].place, state },
          { place: { type: "Dialplan", exten: request.target, description: "" }, state: "CONNECTING" },
          null,
        );
        begin(from, to, caller, by, request);
        return place(to, request.target, request.ringMs);
      }
      const consultLine = talks().lineOf(request.replaces);
      const consult = consultLine?.call;
      if (!consult || consult === from) return request.report(481, "Call/Transaction Does Not Exist");
      const target = consult.lines[otherSide(sideOf(consult, consultLine))];
      if (target) {
        request.report(200, "OK");
        return join(from, by, consult, consultLine, target);
      }
      if (consult.lines.source !== consultLine) return request.report(481, "Call/Transaction Does Not Exist");
      // The target still rings: from here on it is a blind transfer whose second call exists already.
      talks().release(consultLine, "hung-up");
      book.replace(consult, {
        source: { place: from[sideOf(from, caller)].place, state: stateOfLine(caller) },
      });
      begin(from, consult, caller, by, request);
      if (consult.destination.place.type === "Queue" && consult.transferIn) complete(consult.transferIn)();
    },
    complete,
    fail: abandon,
    resumed(line) {
      const transfer = line.call?.transferOut;
      if (transfer?.by === line) abandon(transfer, "cancelled");
    },
    leaving(line, call) {
      const transfer = call.transferOut;
      if (!transfer) return;
      if (line !== transfer.by) return abandon(transfer, "cancelled");
      // The transferor does not wait for the outcome: nobody is left to take the caller back.
      forget(transfer);
      talks().join(transfer.to, "source", transfer.caller);
      transfer.report(202, "Accepted");
      talks().tune(transfer.to);
    },
  };
}

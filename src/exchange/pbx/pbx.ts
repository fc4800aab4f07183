import { isEmergencyNumber } from "../../shared/model/emergency-numbers.ts";
import type { Call, Place } from "./call.ts";
import { callBook } from "./call-book.ts";
import type { Clock } from "./clock.ts";
import type { Company, User } from "./company.ts";
import { conversations, type Play, stateOfLine } from "./conversations.ts";
import { dialPlan } from "./dial-plan.ts";
import { eventStream, type PbxEvent } from "./events.ts";
import type { EndCause, Leg } from "./leg.ts";
import type { Party } from "./line.ts";
import { parking } from "./parking.ts";
import { type People, people } from "./people.ts";
import type { CallerId, Phones } from "./phones.ts";
import { pickingUp } from "./picking-up.ts";
import { callerIdOf, queuePlace, userPlace } from "./places.ts";
import { queueing } from "./queueing.ts";
import type { Random } from "./random.ts";
import { ring } from "./ring.ts";
import { type Transfers, transfers } from "./transfers.ts";

const nobody: CallerId = { number: "", name: null };
/** How long an out-of-hours announcement keeps a caller before it says goodbye. */
const voicemailMs = 15_000;

export interface PbxOptions {
  readonly company: Company;
  readonly clock: Clock;
  readonly random: Random;
  readonly phones: Phones;
  readonly play: Play;
  readonly musicOnHold: Buffer;
  /** How long a phone rings where neither a queue nor a transfer says otherwise. */
  readonly ringMs: number;
}

/** The telephone exchange of one company, in memory: people, queues and calls. Its feed is the one truth of what goes on. */
export interface Pbx {
  readonly company: Company;
  readonly people: People;
  readonly calls: ReadonlyMap<string, Call>;
  callsOf(userId: string): ReadonlySet<Call>;
  /** The answer ends it. */
  subscribe(listener: (event: PbxEvent) => void): () => void;
  /** Somebody calls one of the company's numbers. An empty number is withheld. */
  callFromOutside(caller: {
    readonly leg: Leg;
    readonly number: string;
    readonly name: string;
    readonly dialled: string;
  }): Call;
  /**
   * A user's phone dials. It is told the id of its call before anything happens to the call: that of the caller, where one who is
   * parked or rings at a colleague is dialled for, which makes no call of its own. null: no such caller is there any more.
   */
  callFromUser(caller: {
    readonly leg: Leg;
    readonly user: User;
    readonly dialled: string;
    /** Whoever is called does not see the number, unless it is an emergency. */
    readonly withheld?: boolean;
    identified(callId: string): void;
  }): Call | null;
  /** Click-to-dial: rings the user's own phone, then calls the number. null: he has no phone. */
  dial(user: User, dialled: string): Call | null;
  /** Rings the user for a caller who waits in a queue; the answer is the ringing call's id, null: nobody waits, or no phone. */
  pickUp(user: User, callId: string): string | null;
  close(): void;
}

export function pbx(options: PbxOptions): Pbx {
  const { company, clock, random, phones, ringMs } = options;
  const events = eventStream();
  const book = callBook(clock, random, events);
  const staff = people(company, clock, events);
  const route = dialPlan(company);
  const timers = new Set<() => void>();

  const agentDone = (call: Call) => {
    if (call.agent) staff.queueCallDone(call.agent, call.id);
    call.agent = null;
  };
  const through: Transfers = transfers(
    book,
    () => talks,
    (call, dialled, limit) => place(call, dialled, limit),
    agentDone,
  );
  const talks = conversations(book, options.play, options.musicOnHold, {
    transferRequested: through.request,
    resumed: through.resumed,
    leaving: through.leaving,
    ended: agentDone,
  });
  const queues = queueing({ company, clock, random, events, book, talks, phones });

  /** The destination has answered: the caller is let in, and a transfer that waited for this is done. */
  const established = (call: Call, change: () => void) => {
    const finish = call.transferIn ? through.complete(call.transferIn) : null;
    const leg = call.lines.source?.leg;
    if (leg?.state === "calling") leg.answer();
    change();
    finish?.();
    talks.tune(call);
  };

  const fail = (call: Call, cause: EndCause) => {
    if (call.transferIn) return through.fail(call.transferIn, cause);
    talks.end(call, cause === "busy" ? "DESTINATION_BUSY" : "DESTINATION_HANGUP", cause);
  };

  const ringParty = (
    call: Call,
    at: Place,
    leg: Leg | null,
    party: Party,
    limitMs: number,
    failed = (cause: EndCause) => fail(call, cause),
  ) => {
    book.replace(call, { destination: { place: at, state: "CONNECTING" } });
    if (!leg) return failed("unreachable");
    call.giveUp = ring(leg, limitMs, clock, {
      ringing() {
        book.setStates(call, { destination: "RINGING" });
        call.transferIn?.report(180, "Ringing");
        const source = call.lines.source?.leg;
        if (source?.state === "calling") source.ring();
      },
      early(frame) {
        const source = call.lines.source?.leg;
        if (source?.state === "calling") source.playEarly(frame);
      },
      answered() {
        call.giveUp = null;
        talks.join(call, "destination", talks.takeUp(leg, party));
        established(call, () =>
          book.setStates(call, { source: stateOfLine(call.lines.source), destination: "ANSWERED" }),
        );
      },
      failed(cause) {
        call.giveUp = null;
        failed(cause);
      },
    });
    talks.tune(call);
  };

  /** The exchange itself answers: a queue or an announcement. */
  const answeredAt = (call: Call, at: Place) =>
    established(call, () =>
      book.replace(
        call,
        { destination: { place: at, state: "ANSWERED" } },
        { source: stateOfLine(call.lines.source) },
      ),
    );

  const callerOf = (call: Call) => (call.withheld ? nobody : callerIdOf(call.source.place, company));

  const ringUser = (call: Call, user: User, limitMs = ringMs, failed?: (cause: EndCause) => void) => {
    const reachable = user.loggedIn && user.receiveCalls !== "NONE";
    const leg = reachable ? phones.call(user, callerOf(call), { callId: call.id }) : null;
    ringParty(call, userPlace(user), leg, { kind: "user", userId: user.id }, limitMs, failed);
  };

  const parked = parking({
    ...{ clock, answeredAt, fail },
    ringUser: (call, user, failed) => ringUser(call, user, ringMs, failed),
  });

  const pickUps = pickingUp({ book, talks, parkedAt: parked.at, established });

  const place = (call: Call, dialled: string, limitMs: number | null) => {
    const to = route(dialled);
    switch (to.kind) {
      case "user":
        return ringUser(call, to.user, limitMs ?? ringMs);
      case "park": {
        const by = call.transferIn?.by.party;
        if (!by) return fail(call, "unreachable");
        return parked.park(call, (by.kind === "user" && company.users.get(by.userId)) || null);
      }
      case "slot":
      case "pick-up": {
        const line = call.lines.source;
        const joined = line && pickUps.join(to, line, call.source.place);
        return joined ? talks.end(call, "REPLACE", "hung-up") : fail(call, "unreachable");
      }
      case "outside": {
        call.withheld &&= !isEmergencyNumber(to.number);
        const at: Place = { type: "External", number: to.number, name: to.number };
        const party: Party = { kind: "external", number: to.number, name: to.number };
        const leg = phones.callOutside(to.number, callerOf(call));
        return ringParty(call, at, leg, party, limitMs ?? ringMs);
      }
      case "queue":
        answeredAt(call, queuePlace(to.queue));
        return queues.enter(call, to.queue);
      case "voicemail": {
        answeredAt(call, {
          type: "Resource",
          resourceType: "voicemail",
          resourceId: to.id,
          name: to.name,
        });
        const stop = clock.after(voicemailMs, () => {
          timers.delete(stop);
          talks.end(call, "DESTINATION_HANGUP", "hung-up");
        });
        timers.add(stop);
        call.giveUp = stop;
        return;
      }
      case "nowhere":
        return fail(call, "unreachable");
    }
  };

  const begin = (leg: Leg, from: Place, party: Party, dialled: string) => {
    const call = book.open(
      { place: from, state: "CONNECTING" },
      { place: { type: "Dialplan", exten: dialled, description: "" }, state: "CONNECTING" },
      null,
    );
    talks.join(call, "source", talks.takeUp(leg, party));
    return call;
  };

  return {
    company,
    people: staff,
    calls: book.calls,
    callsOf: book.ofUser,
    subscribe: events.subscribe,
    callFromOutside({ leg, number, name, dialled }) {
      const from = { number, name };
      const call = begin(leg, { type: "External", ...from }, { kind: "external", ...from }, dialled);
      place(call, dialled, null);
      return call;
    },
    callFromUser({ leg, user, dialled, withheld = false, identified }) {
      const party: Party = { kind: "user", userId: user.id };
      const to = route(dialled);
      if (to.kind === "slot" || to.kind === "pick-up") {
        const line = talks.takeUp(leg, party);
        const joined = pickUps.join(to, line, userPlace(user), identified);
        if (!joined) talks.release(line, "unreachable");
        return joined;
      }
      const call = begin(leg, userPlace(user), party, dialled);
      call.withheld = withheld;
      identified(call.id);
      place(call, dialled, null);
      return call;
    },
    dial(user, dialled) {
      if (!user.loggedIn) return null;
      const call = book.open(
        { place: { type: "Dialplan", exten: dialled, description: "dialler" }, state: "CONNECTING" },
        { place: userPlace(user), state: "CONNECTING" },
        null,
      );
      const leg = phones.call(user, { number: dialled, name: null }, { callId: call.id });
      if (!leg) {
        fail(call, "unreachable");
        return null;
      }
      call.giveUp = ring(leg, ringMs, clock, {
        ringing: () => book.setStates(call, { destination: "RINGING" }),
        answered() {
          call.giveUp = null;
          talks.join(call, "source", talks.takeUp(leg, { kind: "user", userId: user.id }));
          book.replace(call, {
            source: { place: userPlace(user), state: "ANSWERED" },
            destination: {
              place: { type: "Dialplan", exten: dialled, description: "" },
              state: "CONNECTING",
            },
          });
          place(call, dialled, null);
        },
        failed(cause) {
          call.giveUp = null;
          fail(call, cause);
        },
      });
      return call;
    },
    pickUp(user, callId) {
      const call = book.calls.get(callId);
      return call && user.loggedIn ? queues.pickUp(call, user) : null;
    },
    close() {
      queues.close();
      for (const call of [...book.calls.values()]) talks.end(call, "DESTINATION_HANGUP", "failed");
      for (const stop of timers) stop();
      staff.close();
    },
  };
}

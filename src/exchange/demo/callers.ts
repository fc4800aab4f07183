import type { Call } from "../pbx/call.ts";
import type { ExternalNumber, User } from "../pbx/company.ts";
import type { Leg } from "../pbx/leg.ts";
import type { Pbx } from "../pbx/pbx.ts";
import { type Scene, type Timers, timersOf } from "./conversation-partner.ts";
import { type Customer, mobileNumber } from "./customers.ts";
import { type SimulatedLeg, simulatedLeg } from "./simulated-leg.ts";

export interface CallersOptions {
  readonly pbx: Pbx;
  readonly operator: User;
  readonly perMinute: number;
  /** The first is the first to call. */
  readonly customers: readonly Customer[];
}

/** Customers who call the company: they wait as long as their patience lasts, talk a while, and hang up. */
export interface Callers {
  close(): void;
}

interface Caller {
  readonly leg: SimulatedLeg;
  readonly customer: Customer;
  readonly timers: Timers;
  talkedSince: number | null;
  stopSpeaking: (() => void) | null;
}

export function callers({ clock, random, speak }: Scene, options: CallersOptions): Callers {
  const { pbx, operator, perMinute, customers } = options;
  const numbers = [...pbx.company.externalNumbers.values()];
  const [mainNumber] = numbers;
  const present = new Map<Leg, Caller>();
  const arrivals = timersOf(clock);
  let greeted = false;

  const leave = (caller: Caller) => {
    forget(caller);
    caller.leg.leave("hung-up");
  };
  const forget = (caller: Caller) => {
    caller.timers.stop();
    caller.stopSpeaking?.();
    present.delete(caller.leg);
  };
  const callOf = (caller: Caller) => {
    for (const call of pbx.calls.values()) if (call.lines.source?.leg === caller.leg) return call;
    return null;
  };
  const talksNow = (call: Call | null) =>
    call?.destination.place.type === "User" && call.destination.state === "ANSWERED" && !call.transferOut;

  /** Hangs up politely: not while being held or put through. */
  const leaveWhenDone = (caller: Caller, delayMs: number) =>
    caller.timers.after(delayMs, () => {
      if (talksNow(callOf(caller))) leave(caller);
      else leaveWhenDone(caller, 10_000);
    });

  const voiced = customers.filter(({ frames }) => frames !== null);

  const whoCalls = (): Customer => {
    const busy = new Set([...present.values()].map(({ customer }) => customer));
    const free = customers.filter((customer) => !busy.has(customer));
    const kind = random.next();
    const stranger = { frames: voiced.length > 0 ? random.pick(voiced).frames : null };
    if (kind < 0.05) return { ...stranger, name: "", number: "" };
    const number = mobileNumber(random);
    return kind < 0.25 || free.length === 0 ? { ...stranger, name: number, number } : random.pick(free);
  };

  const arrive = (dialled: ExternalNumber, patienceMs: number, customer = whoCalls()) => {
    const leg: SimulatedLeg = simulatedLeg("calling", { ended: () => forget(caller) });
    const caller: Caller = {
      leg,
      customer,
      timers: timersOf(clock),
      talkedSince: null,
      stopSpeaking: null,
    };
    present.set(leg, caller);
    caller.timers.after(patienceMs, () => {
      if (caller.talkedSince === null) leave(caller);
    });
    const { name, number } = customer;
    pbx.callFromOutside({ leg, number, name, dialled: dialled.number });
  };

  const unsubscribe = pbx.subscribe((event) => {
    if (event.type === "user.updated" && event.user === operator && operator.loggedIn && !greeted) {
      greeted = true;
      // The first caller is for the visitor, and has all the patience that a visitor needs to look around.
      if (mainNumber && perMinute > 0)
        arrivals.after(random.between(5_000, 9_000), () => arrive(mainNumber, 10 * 60_000, customers[0]));
    }
    if (event.type !== "call.updated" || !talksNow(event.call)) return;
    const leg = event.call.lines.source?.leg;
    const caller = leg && present.get(leg);
    if (!caller || caller.talkedSince !== null) return;
    caller.talkedSince = clock.now();
    const { frames } = caller.customer;
    if (frames) caller.stopSpeaking = speak(caller.leg, frames);
    leaveWhenDone(caller, random.between(90_000, 240_000));
  });

  /** Half of all calls are for the operator's desk, once somebody is there. */
  const chooseNumber = () => {
    const rest = numbers.slice(1);
    if (mainNumber && (rest.length === 0 || (operator.loggedIn && random.next() < 0.5))) return mainNumber;
    return random.pick(rest);
  };
  const next = () =>
    arrivals.after(random.exponential(60_000 / perMinute), () => {
      next();
      arrive(chooseNumber(), random.between(30_000, 240_000));
    });
  if (perMinute > 0 && numbers.length > 0) next();

  return {
    close() {
      unsubscribe();
      arrivals.stop();
      for (const caller of [...present.values()]) forget(caller);
    },
  };
}

import { type SimulatedLeg, simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import type { ReceiveCalls, User } from "../../src/exchange/pbx/company.ts";
import type { Pbx } from "../../src/exchange/pbx/pbx.ts";
import { seededRandom } from "../../src/exchange/pbx/random.ts";
import { now } from "./one-clock.ts";

/** A change of somebody's status, and when the exchange began to send it. */
export interface Sent {
  readonly userId: string;
  readonly status: ReceiveCalls;
  readonly at: number;
}

const NEXT: Record<ReceiveCalls, ReceiveCalls> = { ALL: "ONLY_DIRECT", ONLY_DIRECT: "NONE", NONE: "ALL" };
const MOST_CALLERS = 5;

/**
 * A busy company for so long: this many notifications a second on average, at random moments so that they fall anywhere between two
 * frames of a screen. Of ten steps five are changes of a watched user, each in turn, four of somebody else, and one is a caller
 * who comes to a queue or leaves it, which takes several notifications. The answer is what was sent of the watched users.
 */
export async function traffic(
  pbx: Pbx,
  options: {
    readonly watched: readonly User[];
    readonly others: readonly User[];
    readonly perSecond: number;
    readonly seconds: number;
  },
): Promise<{ readonly sent: readonly Sent[]; readonly notifications: number }> {
  const { watched, others, perSecond, seconds } = options;
  const random = seededRandom(1);
  const numbers = [...pbx.company.externalNumbers.values()].map(({ number }) => number);
  const callers: SimulatedLeg[] = [];
  const sent: Sent[] = [];
  let notifications = 0;
  const stop = pbx.subscribe(() => {
    notifications += 1;
  });

  const change = (user: User) => pbx.people.setStatus(user, NEXT[user.receiveCalls]);
  const changeWatched = () => {
    const user = watched[sent.length % watched.length];
    if (!user) throw new Error("nobody is watched");
    sent.push({ userId: user.id, status: NEXT[user.receiveCalls], at: now() });
    change(user);
  };
  const comeOrLeave = () => {
    if (callers.length === MOST_CALLERS) return callers.shift()?.leave("hung-up");
    const leg = simulatedLeg("calling");
    callers.push(leg);
    pbx.callFromOutside({
      leg,
      number: `3161${random.between(1_000_000, 9_999_999)}`,
      name: "",
      dialled: random.pick(numbers),
    });
  };

  const begun = now();
  const steps = [changeWatched, () => change(random.pick(others))];
  let due = begun;
  for (let step = 0; due < begun + seconds * 1000; step += 1) {
    const wait = due - now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const before = notifications;
    (step % 10 === 9 ? comeOrLeave : steps[step % 2])?.();
    for (let n = before; n < notifications; n += 1) due += random.exponential(1000 / perSecond);
  }
  for (const caller of callers) caller.leave("hung-up");
  stop();
  return { sent, notifications };
}

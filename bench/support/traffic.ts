import { type SimulatedLeg, simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import type { ReceiveCalls, User } from "../../src/exchange/pbx/company.ts";
import type { Pbx } from "../../src/exchange/pbx/pbx.ts";
import { seededRandom } from "../../src/exchange/pbx/random.ts";
import { now } from "./one-clock.ts";

/** What somebody's status, or a figure, became, and when the exchange began to send it. */
export interface Sent {
  readonly id: string;
  readonly value: string;
  readonly at: number;
}

/** The id of the figure that says how many callers wait in all queues. */
export const WAITING = "waiting";

const NEXT: Record<ReceiveCalls, ReceiveCalls> = { ALL: "ONLY_DIRECT", ONLY_DIRECT: "NONE", NONE: "ALL" };
const MOST_CALLERS = 5;

/**
 * A busy company for so long: this many notifications a second on average, at random moments so that they fall anywhere between two
 * frames of a screen. Of ten steps five are changes of a watched user, each in turn, four of somebody else, and one is a caller
 * who comes to a queue or leaves it, which takes several notifications. The answer is what was sent of the watched users, and how many
 * callers waited after each that came or left.
 */
export async function traffic(
  pbx: Pbx,
  options: {
    readonly watched: readonly User[];
    readonly others: readonly User[];
    readonly perSecond: number;
    readonly seconds: number;
  },
): Promise<{
  readonly statuses: readonly Sent[];
  readonly waiting: readonly Sent[];
  readonly notifications: number;
}> {
  const { watched, others, perSecond, seconds } = options;
  const random = seededRandom(1);
  const numbers = [...pbx.company.externalNumbers.values()].map(({ number }) => number);
  const callers: SimulatedLeg[] = [];
  const statuses: Sent[] = [];
  const waiting: Sent[] = [];
  let [notifications, callersWaiting, stepAt] = [0, 0, now()];
  const stop = pbx.subscribe(({ type }) => {
    notifications += 1;
    if (type !== "queue.call-entered" && type !== "queue.call-left") return;
    callersWaiting += type === "queue.call-entered" ? 1 : -1;
    waiting.push({ id: WAITING, value: String(callersWaiting), at: stepAt });
  });

  const change = (user: User) => pbx.people.setStatus(user, NEXT[user.receiveCalls]);
  const changeWatched = () => {
    const user = watched[statuses.length % watched.length];
    if (!user) throw new Error("nobody is watched");
    statuses.push({ id: user.id, value: NEXT[user.receiveCalls], at: stepAt });
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
    stepAt = now();
    (step % 10 === 9 ? comeOrLeave : steps[step % 2])?.();
    for (let n = before; n < notifications; n += 1) due += random.exponential(1000 / perSecond);
  }
  stop();
  // What was sent last must have its chance to be seen.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  for (const caller of callers) caller.leave("hung-up");
  return { statuses, waiting, notifications };
}

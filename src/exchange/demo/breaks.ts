import type { User } from "../pbx/company.ts";
import type { Pbx } from "../pbx/pbx.ts";
import { type Scene, timersOf } from "./conversation-partner.ts";

export interface BreaksOptions {
  readonly pbx: Pbx;
  /** On average somebody goes this often. */
  readonly everyMs: number;
  /** Who may be sent on a break: nobody whose phone is a real one. */
  isSimulated(user: User): boolean;
}

/** Colleagues take no queue calls for a coffee, or log out for lunch, and come back. */
export interface Breaks {
  close(): void;
}

const coffee = "Coffee break";
const coffeeMs = { least: 3 * 60_000, most: 9 * 60_000 };
const lunchMs = { least: 15 * 60_000, most: 35 * 60_000 };
const awayAtOnce = 4;

export function breaks(
  { clock, random }: Pick<Scene, "clock" | "random">,
  { pbx, everyMs, isSimulated }: BreaksOptions,
): Breaks {
  const { people, company } = pbx;
  const users = [...company.users.values()];
  const timers = timersOf(clock);
  const away = new Set<User>();

  const works = (user: User) => user.loggedIn && user.receiveCalls === "ALL" && !user.wrapUp;
  /** Nobody leaves a queue without another agent. */
  const canGo = (user: User) =>
    isSimulated(user) &&
    works(user) &&
    pbx.callsOf(user.id).size === 0 &&
    [...user.memberships.keys()].every((queueId) =>
      [...(company.queues.get(queueId)?.members.keys() ?? [])].some((id) => {
        const other = company.users.get(id);
        return other !== undefined && other !== user && works(other);
      }),
    );

  const go = (user: User) => {
    away.add(user);
    const takesLunch = random.next() < 0.3;
    if (takesLunch) people.setLoggedIn(user, false);
    else people.setStatus(user, "ONLY_DIRECT", coffee);
    const { least, most } = takesLunch ? lunchMs : coffeeMs;
    timers.after(random.between(least, most), () => {
      away.delete(user);
      if (takesLunch) people.setLoggedIn(user, true);
      // Somebody else may have given him another status meanwhile.
      else if (user.displayStatus === coffee) people.setStatus(user, "ALL");
    });
  };
  const next = () =>
    timers.after(random.exponential(everyMs), () => {
      next();
      const user = random.pick(users);
      if (away.size < awayAtOnce && canGo(user)) go(user);
    });
  next();

  return { close: timers.stop };
}

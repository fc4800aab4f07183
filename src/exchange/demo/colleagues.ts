import type { User } from "../pbx/company.ts";
import type { Leg } from "../pbx/leg.ts";
import type { Pbx } from "../pbx/pbx.ts";
import { type Scene, timersOf } from "./conversation-partner.ts";
import { mobileNumber } from "./customers.ts";
import { type SimulatedLeg, simulatedLeg } from "./simulated-leg.ts";
import type { Temperament } from "./staff.ts";

/** The phones of the simulated people: they ring, are answered or not, talk, hold and hang up. */
export interface Colleagues {
  /** Rings this colleague. */
  call(user: User): Leg;
  /** Rings somebody outside the company. */
  callOutside(): Leg;
  /** Now and then those who are simulated call a colleague or somebody outside. */
  bustle(pbx: Pbx, everyMs: number, isSimulated: (user: User) => boolean): void;
  close(): void;
}

const between = (least: number, most: number) => ({ least, most });
const answerMs = { prompt: between(2_000, 6_000), slow: between(7_000, 13_000) };
const talkMs = between(25_000, 150_000);

export function colleagues(
  { clock, random, speak }: Scene,
  temperaments: ReadonlyMap<string, Temperament>,
  voices: readonly Buffer[],
): Colleagues {
  const onThePhone = new Map<string, number>();
  const all = timersOf(clock);
  const legs = new Set<SimulatedLeg>();

  const party = (state: "calling" | "ringing", userId: string | null) => {
    const timers = timersOf(clock);
    let stopSpeaking = () => {};
    const over = () => {
      timers.stop();
      stopSpeaking();
      if (!legs.delete(leg) || userId === null) return;
      onThePhone.set(userId, (onThePhone.get(userId) ?? 1) - 1);
    };
    const talk = () => {
      if (voices.length > 0) stopSpeaking = speak(leg, random.pick(voices));
      if (random.next() < 0.2)
        timers.after(random.between(6_000, 15_000), () => {
          leg.hold(true);
          timers.after(random.between(4_000, 10_000), () => leg.hold(false));
        });
      timers.after(random.between(talkMs.least, talkMs.most), () => leave("hung-up"));
    };
    const leave = (cause: "hung-up" | "busy" | "declined") => {
      over();
      leg.leave(cause);
    };
    const leg: SimulatedLeg = simulatedLeg(state, { answered: talk, ended: over });
    legs.add(leg);
    if (userId !== null) onThePhone.set(userId, (onThePhone.get(userId) ?? 0) + 1);
    const answerAfter = (range: { least: number; most: number }) =>
      timers.after(random.between(range.least, range.most), () => {
        leg.pickUp();
        talk();
      });
    return { leg, timers, leave, answerAfter };
  };

  return {
    call(user) {
      const engaged = (onThePhone.get(user.id) ?? 0) > 0;
      const { leg, timers, leave, answerAfter } = party("ringing", user.id);
      if (engaged) {
        timers.after(100, () => leave("busy"));
        return leg;
      }
      timers.after(random.between(80, 300), () => leg.startRinging());
      const temperament = temperaments.get(user.id) ?? "prompt";
      switch (temperament) {
        case "prompt":
        case "slow":
          answerAfter(answerMs[temperament]);
          break;
        case "declines":
          timers.after(random.between(3_000, 5_000), () => leave("declined"));
          break;
        case "away":
          break;
      }
      return leg;
    },
    callOutside() {
      const { leg, timers, answerAfter } = party("ringing", null);
      timers.after(random.between(300, 900), () => leg.startRinging());
      answerAfter({ least: 2_500, most: 6_000 });
      return leg;
    },
    bustle(pbx, everyMs, isSimulated) {
      const people = [...pbx.company.users.values()].filter((user) => temperaments.has(user.id));
      const idle = (user: User) => user.loggedIn && pbx.callsOf(user.id).size === 0 && !user.wrapUp;
      const next = () =>
        all.after(random.exponential(everyMs), () => {
          next();
          const user = random.pick(people);
          const other = random.pick(people);
          if (!isSimulated(user) || !idle(user) || !idle(other) || user === other) return;
          const { leg } = party("calling", user.id);
          pbx.callFromUser({
            leg,
            user,
            dialled: random.next() < 0.5 ? other.extension : mobileNumber(random),
            identified: () => undefined,
          });
        });
      next();
    },
    close() {
      all.stop();
      for (const leg of [...legs]) leg.end("failed");
    },
  };
}

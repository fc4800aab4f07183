import { type SimulatedLeg, simulatedLeg } from "../demo/simulated-leg.ts";
import { stateOf } from "./call.ts";
import type { Company, Queue, Strategy, User } from "./company.ts";
import type { PbxEvent } from "./events.ts";
import { type Pbx, pbx } from "./pbx.ts";
import { seededRandom } from "./random.ts";
import { type TestClock, testClock } from "./test-clock.ts";

/** A company of three people and one queue whose phones do what the test says, and whose feed is kept as lines of text. */
export interface TestOffice {
  readonly pbx: Pbx;
  readonly clock: TestClock;
  readonly ann: User;
  readonly bob: User;
  readonly cas: User;
  readonly desk: Queue;
  /** Whose phones cannot be reached for the moment, though they are logged in. */
  readonly away: Set<User>;
  /** What the feed told since the last time it was asked. */
  story(): string[];
  /** The phone that rang last for this user. */
  phoneOf(user: User): SimulatedLeg;
  /** What was played by the exchange itself, such as music: the legs that hear it now. */
  hearsMusic(leg: SimulatedLeg): boolean;
  /** The user's phone dials; `heard` collects what he hears. */
  dialling(user: User, dialled: string, heard: Buffer[], identified?: (id: string) => void): SimulatedLeg;
  /** Somebody calls from outside; `heard` collects what he hears. */
  outsider(dialled: string): {
    readonly leg: SimulatedLeg;
    readonly callId: string;
    readonly heard: Buffer[];
  };
}

export interface TestOfficeOptions {
  readonly strategy?: Strategy;
  readonly wrapUpMs?: number | null;
  readonly callWaiting?: boolean;
  readonly maxWaitMs?: number;
}

export const officeNumber = "31201000000";

export function testOffice(options: TestOfficeOptions = {}): TestOffice {
  const clock = testClock();
  const phones = new Map<User, SimulatedLeg>();
  const away = new Set<User>();
  const music = new Set<unknown>();
  const person = (id: string, name: string, extension: string): User => ({
    id,
    username: name.toLowerCase(),
    name,
    extension,
    department: "Reception",
    email: "",
    language: "en",
    identityId: `5${id}`,
    features: new Set(["call-control", "queue-pickup", "wrap-up"]),
    permission: "permWrite",
    memberships: new Map(),
    loggedIn: true,
    receiveCalls: "ALL",
    displayStatus: "Available",
    wrapUp: null,
  });
  const [ann, bob, cas] = [person("1", "Ann", "201"), person("2", "Bob", "202"), person("3", "Cas", "203")];
  const desk: Queue = {
    id: "7",
    name: "Desk",
    extension: "800",
    strategy: options.strategy ?? "ring-all",
    ringMs: 20_000,
    wrapUpMs: options.wrapUpMs === undefined ? 0 : options.wrapUpMs,
    maxWaitMs: options.maxWaitMs ?? 600_000,
    callWaiting: options.callWaiting ?? false,
    members: new Map(),
  };
  const company: Company = {
    id: "500",
    name: "Office",
    users: new Map([ann, bob, cas].map((user) => [user.id, user])),
    queues: new Map([[desk.id, desk]]),
    externalNumbers: new Map([["401", { id: "401", number: officeNumber, name: "Main" }]]),
    switches: new Map([["301", { id: "301", name: "Day/night", labels: ["Day", "Night"], setting: 1 }]]),
    routes: new Map([
      [
        officeNumber,
        {
          kind: "switch",
          switchId: "301",
          targets: [
            { kind: "queue", queueId: desk.id },
            { kind: "voicemail", id: "501", name: "Closed" },
          ],
        },
      ],
    ]),
  };
  const exchange = pbx({
    company,
    clock,
    random: seededRandom(1),
    phones: {
      reachable: (user) => !away.has(user),
      call(user) {
        if (away.has(user)) return null;
        const leg = simulatedLeg("ringing");
        phones.set(user, leg);
        clock.after(100, () => leg.startRinging());
        return leg;
      },
      callOutside() {
        const leg = simulatedLeg("ringing");
        clock.after(100, () => leg.startRinging());
        clock.after(3_000, () => leg.pickUp());
        return leg;
      },
    },
    play(leg) {
      music.add(leg);
      return () => music.delete(leg);
    },
    musicOnHold: Buffer.alloc(160),
    ringMs: 30_000,
  });

  let lines: string[] = [];
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const known = names.get(id) ?? `call ${names.size + 1}`;
    names.set(id, known);
    return known;
  };
  exchange.subscribe((event) => lines.push(told(event, nameOf)));

  return {
    pbx: exchange,
    clock,
    ann,
    bob,
    cas,
    desk,
    away,
    story() {
      const story = lines;
      lines = [];
      return story;
    },
    phoneOf(user) {
      const leg = phones.get(user);
      if (!leg) throw new Error(`${user.name}'s phone has not rung`);
      return leg;
    },
    hearsMusic: (leg) => music.has(leg),
    dialling(user, dialled, heard, identified = () => undefined) {
      const leg = simulatedLeg("calling", { heard: (frame) => heard.push(frame) });
      exchange.callFromUser({ leg, user, dialled, identified });
      return leg;
    },
    outsider(dialled) {
      const heard: Buffer[] = [];
      const leg = simulatedLeg("calling", { heard: (frame) => heard.push(frame) });
      const { id } = exchange.callFromOutside({ leg, number: "31612345678", name: "Eve", dialled });
      return { leg, callId: id, heard };
    },
  };
}

function told(event: PbxEvent, nameOf: (callId: string) => string): string {
  switch (event.type) {
    case "call.started":
    case "call.updated": {
      const { call } = event;
      const points = [call.source, call.destination].map(({ place, state }) => {
        const who = place.type === "User" ? place.userName : place.type;
        return `${who} ${state.toLowerCase()}`;
      });
      const how = event.type === "call.started" ? "starts" : event.updateType;
      return `${nameOf(call.id)} ${how}: ${points.join(" > ")}`;
    }
    case "call.ended":
      return `${nameOf(event.call.id)} ends ${event.reason} ${stateOf(event.call).toLowerCase()}`;
    case "call.queue-exit":
      return `${nameOf(event.callId)} exits ${event.exit}`;
    case "queue.call-entered":
      return `${nameOf(event.callId)} enters the queue`;
    case "queue.call-left":
      return `${nameOf(event.callId)} leaves the queue`;
    case "member.entered":
    case "member.left":
    case "member.updated":
      return `${event.type} ${event.member.userId} ${event.member.priority}`;
    case "user.updated":
      return `${event.user.name} ${event.property} ${event.newValue}`;
    case "user.status":
      return `${event.user.name} is ${event.user.displayStatus}`;
  }
}

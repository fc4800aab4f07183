import type {
  CallFlowSwitch,
  Company,
  ExternalNumber,
  Feature,
  Membership,
  Queue,
  Strategy,
  Target,
  User,
} from "../pbx/company.ts";
import type { Random } from "../pbx/random.ts";
import { generatedStaff } from "./generated-staff.ts";
import { demoStaff, type StaffMember, type Temperament } from "./staff.ts";

export interface DemoOptions {
  /** How many people and queues the company has at least. */
  readonly users: number;
  readonly queues: number;
  /** How long an agent's phone rings per offer. */
  readonly ringMs: number;
}

export interface DemoCompany {
  readonly company: Company;
  /** Whose account the visitor gets. */
  readonly operator: User;
  /** By user id. */
  readonly temperaments: ReadonlyMap<string, Temperament>;
}

/** Name, strategy, wrap-up in seconds, and the extensions of its members with their priorities. */
type QueueRow = readonly [string, Strategy, number, Readonly<Record<string, number>>];

const queueRows: readonly QueueRow[] = [
  ["Front desk", "ring-all", 15, { 200: 1, 201: 2, 202: 2 }],
  ["Sales", "one-by-one", 20, { 213: 1, 214: 1, 215: 1, 216: 1, 218: 1, 200: 2 }],
  ["Support", "least-recently-called", 30, { 221: 1, 222: 1, 240: 1, 241: 1, 242: 2, 243: 1 }],
  ["Finance", "fewest-calls", 15, { 231: 1, 232: 1, 233: 2 }],
  ["Orders", "random", 10, { 250: 1, 252: 1, 213: 2, 218: 2 }],
  ["Service", "ring-all", 0, { 240: 1, 243: 1, 252: 2, 261: 2 }],
];

const features: ReadonlySet<Feature> = new Set(["call-control", "queue-pickup", "wrap-up"]);
const fewFeatures: ReadonlySet<Feature> = new Set(["wrap-up"]);
const maxWaitMs = 30 * 60_000;
const generatedQueueMembers = 25;

/** The company's number with this ending, international. */
const companyNumber = (ending: number) => `3120700${String(1000 + ending)}`;

function userOf(member: StaffMember, index: number): User {
  const id = String(1001 + index);
  return {
    id,
    username: member.username,
    name: member.name,
    extension: member.extension,
    department: member.department,
    email: `${member.username}@demo.binnacle.invalid`,
    language: member.language,
    identityId: `5${id}`,
    // Not everybody has the paid features: clients have to show a refusal somewhere.
    features: index % 5 === 4 ? fewFeatures : features,
    permission:
      member.department === "Reception" || member.department === "Management" ? "permWrite" : "permRead",
    memberships: new Map(),
    loggedIn: member.loggedIn,
    receiveCalls: member.receiveCalls,
    displayStatus: { ALL: "Available", ONLY_DIRECT: "No queue calls", NONE: "No calls" }[member.receiveCalls],
    wrapUp: null,
  };
}

function queueOf(index: number, name: string, strategy: Strategy, wrapUpMs: number, ringMs: number): Queue {
  return {
    id: String(71 + index),
    name,
    extension: String(index < 90 ? 800 + index : 90_000 + index),
    strategy,
    ringMs,
    wrapUpMs,
    maxWaitMs,
    callWaiting: name === "Front desk",
    members: new Map(),
  };
}

function enrol(user: User, queue: Queue, priority: number): void {
  const member: Membership = { queueId: queue.id, userId: user.id, priority, callForward: false };
  user.memberships.set(queue.id, member);
  queue.members.set(user.id, member);
}

/** The company that the visitor is shown around in. */
export function demoCompany(options: DemoOptions, random: Random): DemoCompany {
  const named = demoStaff();
  const staff = [...named, ...generatedStaff(Math.max(0, options.users - named.length), random)];
  const users = staff.map(userOf);
  const [operator] = users;
  if (!operator) throw new Error("the demo company has no operator");
  const byExtension = new Map(users.map((user) => [user.extension, user]));

  const queues = queueRows.map(([name, strategy, wrapUpSeconds, members], index) => {
    const queue = queueOf(index, name, strategy, wrapUpSeconds * 1000, options.ringMs);
    for (const [extension, priority] of Object.entries(members)) {
      const user = byExtension.get(extension);
      if (user) enrol(user, queue, priority);
    }
    return queue;
  });
  const agents = users.slice(named.length);
  for (let index = queues.length; index < options.queues; index += 1) {
    const queue = queueOf(index, `Team ${index - queueRows.length + 1}`, "ring-all", 10_000, options.ringMs);
    for (let n = 0; n < generatedQueueMembers && agents.length > 0; n += 1)
      enrol(random.pick(agents), queue, random.between(1, 3));
    queues.push(queue);
  }

  const dayNight: CallFlowSwitch = { id: "301", name: "Day/night", labels: ["Day", "Night"], setting: 1 };
  const numbers: ExternalNumber[] = [];
  const routes = new Map<string, Target>();
  const announce = (name: string, target: Target) => {
    const number = companyNumber(numbers.length);
    numbers.push({ id: String(401 + numbers.length), number, name });
    routes.set(number, target);
  };
  for (const queue of queues) {
    const target: Target = { kind: "queue", queueId: queue.id };
    if (numbers.length > 0) announce(queue.name, target);
    else {
      const night: Target = { kind: "voicemail", id: "501", name: "Out of hours" };
      announce("Main number", { kind: "switch", switchId: dayNight.id, targets: [target, night] });
    }
  }
  for (const extension of ["214", "231", "240"]) {
    const user = byExtension.get(extension);
    if (user) announce(`Direct line ${user.name}`, { kind: "user", userId: user.id });
  }

  return {
    operator,
    temperaments: new Map(users.map((user, index) => [user.id, staff[index]?.temperament ?? "prompt"])),
    company: {
      id: "500",
      name: "Windroos Trading",
      users: new Map(users.map((user) => [user.id, user])),
      queues: new Map(queues.map((queue) => [queue.id, queue])),
      externalNumbers: new Map(numbers.map((number) => [number.id, number])),
      switches: new Map([[dayNight.id, dayNight]]),
      routes,
    },
  };
}

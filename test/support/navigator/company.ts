import type { Caller, OwnCall, ParkedCall } from "../../../src/shared/model/calls.ts";
import { Colleague } from "../../../src/shared/model/colleague.ts";
import {
  type Contact,
  ContactId,
  type ContactImport,
  type Favourite,
  FavouriteId,
  ImportId,
  type ImportPreview,
} from "../../../src/shared/model/contact.ts";
import { CallerId, CallId, PhoneCallId, QueueId, SwitchId, UserId } from "../../../src/shared/model/ids.ts";
import type { Party } from "../../../src/shared/model/party.ts";
import type { CallFlowSwitch, Queue } from "../../../src/shared/model/queue.ts";

/** The moment at which every scene stands still: a Tuesday, 14:03 in Amsterdam. */
export const now = Date.UTC(2026, 2, 10, 13, 3, 20);
const ago = (seconds: number) => now - seconds * 1000;

const queue = (id: string, name: string, rest: Partial<Queue>): Queue => ({
  queueId: QueueId.parse(id),
  name,
  waiting: 0,
  oldestWaitingSince: null,
  agentsLoggedIn: 3,
  agentsFree: 2,
  myPriority: null,
  autoAnswer: false,
  ...rest,
});

export const calmQueues: readonly Queue[] = [
  queue("q1", "Front desk", { myPriority: 1 }),
  queue("q2", "Sales", { agentsLoggedIn: 6, agentsFree: 4 }),
  queue("q3", "Support", { agentsLoggedIn: 5, agentsFree: 3 }),
  queue("q4", "Finance", { agentsLoggedIn: 2, agentsFree: 1 }),
];

export const busyQueues: readonly Queue[] = [
  queue("q1", "Front desk", { waiting: 1, oldestWaitingSince: ago(3), myPriority: 1 }),
  queue("q2", "Sales", { waiting: 3, oldestWaitingSince: ago(72), agentsLoggedIn: 6, agentsFree: 0 }),
  queue("q3", "Support", { agentsLoggedIn: 5, agentsFree: 3 }),
  queue("q4", "Finance", { waiting: 1, oldestWaitingSince: ago(134), agentsLoggedIn: 0, agentsFree: 0 }),
];

export const dayNight: CallFlowSwitch = {
  switchId: SwitchId.parse("s1"),
  name: "Day / night",
  setting: 1,
  settings: [
    { setting: 1, label: "Day" },
    { setting: 2, label: "Night" },
  ],
};

const external = (name: string | null, number: string, displayNumber: string): Party => ({
  kind: "external",
  name,
  number,
  displayNumber,
  userId: null,
});

export const sanne = external("Sanne de Vries", "+31612345678", "+31 6 12 34 56 78");
const berlin = external(null, "+493012345670", "+49 30 1234 5670");
const jolanda = external("Jolanda Smit", "+31201234567", "+31 20 123 4567");
const hidden: Party = { kind: "hidden", name: null, number: null, displayNumber: null, userId: null };
const pieter = external("Pieter Jansen", "+31207654321", "+31 20 765 4321");
const karel = external("Karel de Boer", "+31201112223", "+31 20 111 2223");

const frontDesk = { queueId: QueueId.parse("q1"), name: "Front desk" };
const sales = { queueId: QueueId.parse("q2"), name: "Sales" };
const mainNumber = { number: "+31201234000", name: "Main number" };

const caller = (id: string, party: Party, rest: Partial<Caller>): Caller => ({
  callerId: CallerId.parse(id),
  party,
  state: "waiting",
  since: ago(3),
  queue: frontDesk,
  dialled: mainNumber,
  phoneCallId: null,
  returned: null,
  offeredTo: [],
  before: [],
  ...rest,
});

export const callers = {
  sanne: caller("c1", sanne, { state: "ringing", since: ago(18), phoneCallId: PhoneCallId.parse("p1") }),
  jolanda: caller("c2", jolanda, {
    state: "ringing",
    since: ago(7),
    queue: sales,
    phoneCallId: PhoneCallId.parse("p2"),
  }),
  berlin: caller("c3", berlin, { since: ago(12), queue: sales }),
  hidden: caller("c4", hidden, { dialled: null }),
  pieter: caller("c5", pieter, {
    state: "returned",
    since: ago(31),
    phoneCallId: PhoneCallId.parse("p5"),
    returned: { targetName: "Mark Visser", reason: "no-answer", rangForMs: 25_000 },
  }),
};

const markParty: Party = {
  kind: "colleague",
  name: "Mark Visser",
  number: "214",
  displayNumber: "214",
  userId: UserId.parse("u1"),
};

export const parkedCalls: readonly ParkedCall[] = [
  { callId: CallId.parse("parked 1"), party: berlin, slot: "701", since: ago(104), parkedBy: null },
  { callId: CallId.parse("parked 2"), party: jolanda, slot: "702", since: ago(21), parkedBy: null },
];

const ownCall = (id: string, party: Party, rest: Partial<OwnCall>): OwnCall => ({
  phoneCallId: PhoneCallId.parse(id),
  callId: null,
  direction: "incoming",
  party,
  state: "talking",
  stateSince: ago(42),
  startedAt: ago(60),
  answeredAt: ago(42),
  queue: frontDesk,
  dialled: mainNumber,
  waitedMs: 18_000,
  muted: false,
  audio: "flowing",
  transfer: null,
  consultFor: null,
  inConference: false,
  quality: null,
  note: "",
  before: [],
  ...rest,
});

export const ownCalls = {
  talking: ownCall("p1", sanne, {}),
  held: ownCall("p6", karel, { state: "on-hold", stateSince: ago(65), startedAt: ago(200), queue: sales }),
  transferring: ownCall("p7", pieter, {
    state: "transferring",
    stateSince: ago(8),
    startedAt: ago(95),
    transfer: { targetName: "Eva Mulder", targetNumber: "221", since: ago(8) },
  }),
  consult: ownCall("p9", markParty, {
    direction: "outgoing",
    stateSince: ago(6),
    startedAt: ago(14),
    answeredAt: ago(6),
    queue: null,
    dialled: null,
    waitedMs: null,
    consultFor: PhoneCallId.parse("p1"),
  }),
  dialling: ownCall("p8", jolanda, {
    direction: "outgoing",
    state: "dialling",
    stateSince: ago(4),
    startedAt: ago(4),
    answeredAt: null,
    queue: null,
    dialled: null,
    waitedMs: null,
  }),
};

const people: readonly (readonly [string, string, string | null, Partial<Colleague>?])[] = [
  ["Anna Bakker", "200", "Reception", { queueIds: [QueueId.parse("q1")] }],
  ["Mark Visser", "214", "Sales", { queueIds: [QueueId.parse("q2"), QueueId.parse("q3")] }],
  ["Eva Mulder", "221", "Support", { call: { state: "ringing", since: ago(8), party: pieter } }],
  ["Marijke Postma", "231", "Finance", { call: { state: "talking", since: ago(192), party: jolanda } }],
  ["Tom Martens", "240", "Support", { wrapUp: { endsAt: now + 20_000 } }],
  ["Omar Haddad", "252", "Warehouse", { loggedIn: false }],
  ["Iris Blom", "215", "Sales", { loggedIn: false, status: "no-calls" }],
  ["Bas van den Berg", "216", "Sales", { call: { state: "on-hold", since: ago(33), party: null } }],
  ["Chantal Dijkstra", "222", "Support", { status: "no-queue-calls" }],
  [
    "Daan Hoekstra",
    "223",
    "Support",
    { call: { state: "talking", since: ago(64), party: berlin }, status: "no-queue-calls" },
  ],
  ["Emma Kuipers", "232", "Finance", { status: "no-calls" }],
  ["Fatima El Amrani", "241", "Support"],
  ["Gijs Vermeulen", "253", "Warehouse"],
  ["Hanna Öztürk", "233", "Finance", { loggedIn: null, status: null, statusLabel: "Lunch" }],
  ["Jeroen Wolters", "217", "Sales", { wrapUp: { endsAt: null } }],
  ["Katarzyna Wiśniewska", "254", "Warehouse"],
  ["Lars de Groot", "218", "Sales", { call: { state: "talking", since: ago(3750), party: null } }],
  ["Maria Fernández", "234", "Finance"],
  ["Nadia Bouzid", "224", "Support"],
  ["Pim Scholten", "260", "Management", { email: null }],
  ["Roos van der Meer", "261", "Management"],
  ["Sem Jacobs", "255", "Warehouse", { loggedIn: false }],
  ["Willemijn van Oldenbarnevelt-Schimmelpenninck", "262", "Management"],
  ["Zoë Peeters", "225", "Support"],
];

export const colleagues: readonly Colleague[] = people.map(([name, extension, department, rest], at) =>
  Colleague.parse({
    userId: UserId.parse(`u${at}`),
    name,
    extension,
    department,
    email: `${extension}@example.test`,
    loggedIn: true,
    call: null,
    status: "available",
    statusLabel: null,
    wrapUp: null,
    note: "",
    queueIds: [],
    since: null,
    ...rest,
  }),
);

export const anna = colleagues[0] as Colleague;

const contact = (id: string, rest: Omit<Contact, "contactId">): Contact => ({
  contactId: ContactId.parse(id),
  ...rest,
});

export const contacts: readonly Contact[] = [
  contact("1", {
    ...{ name: "Marleen van der Sluis", company: "Sluis Advocaten", department: "Receptie" },
    email: "marleen@example.test",
    numbers: [
      { label: "mobile", number: "06-23 45 67 89" },
      { label: "work", number: "020 765 43 21" },
    ],
  }),
  contact("2", {
    ...{ name: "Martens Transport", company: "Martens Transport", department: null, email: null },
    numbers: [{ label: null, number: "+31 30 222 33 44" }],
  }),
];

export const importColumns: ImportPreview["columns"] = [
  { heading: "Naam", field: "name" },
  { heading: "Bedrijf", field: "company" },
  { heading: "Mobiel", field: "number" },
  { heading: "Klantnummer sinds de overgang naar het nieuwe systeem", field: "ignored" },
];

export const imports: readonly ContactImport[] = [
  {
    ...{ importId: ImportId.parse("i2"), fileName: "klanten.csv", startedAt: ago(30), state: "done" },
    ...{ added: 1_204, updated: 38, leftOut: 1 },
  },
  {
    ...{
      importId: ImportId.parse("i1"),
      fileName: "leveranciers.vcf",
      startedAt: ago(90_000),
      state: "done",
    },
    ...{ added: 88, updated: 0, leftOut: 0 },
  },
];

export const favourites: readonly Favourite[] = [
  {
    ...{ favouriteId: FavouriteId.parse("f1"), who: { userId: UserId.parse("u1") }, group: "", position: 0 },
  },
  {
    ...{ favouriteId: FavouriteId.parse("f2"), who: { contact: contacts[0] as Contact } },
    ...{ group: "", position: 1 },
  },
  {
    ...{
      favouriteId: FavouriteId.parse("f3"),
      who: { userId: UserId.parse("u7") },
      group: "Sales",
      position: 0,
    },
  },
];

import { expect, test } from "vitest";
import type { Caller, OwnCall } from "../../../shared/model/calls.ts";
import type { Colleague } from "../../../shared/model/colleague.ts";
import { ContactId } from "../../../shared/model/contact.ts";
import { CallerId, PhoneCallId, QueueId, UserId } from "../../../shared/model/ids.ts";
import type { Party } from "../../../shared/model/party.ts";
import { callBackRequest } from "./call-back-request.ts";
import { directoryRows, listByName } from "./directory.ts";
import { whyUnreachable } from "./dragging.ts";
import { currentCall, heldCalls, inAnswerOrder, nextToAnswer } from "./lines.ts";
import { queueAlarm } from "./queue-alarm.ts";
import { emptySearch, initialState } from "./state.ts";
import { ownCall } from "./test-calls.ts";
import { stateWords } from "./words.ts";

const party: Party = {
  kind: "external",
  name: "Sanne & Co",
  number: "+31612345678",
  displayNumber: "+31 6 12 34 56 78",
  userId: null,
};

const caller = (id: string, state: Caller["state"], since: number, rings = false): Caller => ({
  callerId: CallerId.parse(id),
  party,
  state,
  since,
  queue: null,
  dialled: null,
  phoneCallId: rings ? PhoneCallId.parse(id) : null,
  returned: null,
  offeredTo: [],
  before: [],
});

const call = (id: string, state: OwnCall["state"], stateSince: number): OwnCall =>
  ownCall(id, { party, state, stateSince });

const colleague = (id: string, name: string, rest: Partial<Colleague> = {}): Colleague => ({
  userId: UserId.parse(id),
  name,
  extension: id,
  department: null,
  email: null,
  loggedIn: true,
  call: null,
  status: "available",
  statusLabel: null,
  wrapUp: null,
  note: "",
  queueIds: [],
  since: null,
  ...rest,
});

test("who came back is answered before who rings, and a caller who only waits is not answered", () => {
  const order = inAnswerOrder([
    caller("waits-longest", "waiting", 1),
    caller("rings-later", "ringing", 9, true),
    caller("rings", "ringing", 5, true),
    caller("came-back", "returned", 20),
  ]);
  expect(order.map(({ callerId }) => callerId)).toEqual([
    "came-back",
    "rings",
    "rings-later",
    "waits-longest",
  ]);
  expect(nextToAnswer(order)?.callerId).toBe("came-back");
  expect(nextToAnswer([caller("waits", "waiting", 1), caller("rings-elsewhere", "ringing", 2)])).toBeNull();
});

test("the keys act on the call one talks in, else on the one held last, never on one that is being transferred", () => {
  const held = call("held", "on-hold", 3);
  const heldLater = call("held-later", "on-hold", 7);
  const leaving = call("leaving", "transferring", 9);
  expect(currentCall([held, heldLater, leaving])?.phoneCallId).toBe("held-later");
  expect(currentCall([held, call("talks", "talking", 1), leaving])?.phoneCallId).toBe("talks");
  expect(currentCall([leaving])).toBeNull();
  expect(heldCalls([leaving, heldLater, held]).map(({ phoneCallId }) => phoneCallId)).toEqual([
    "held",
    "held-later",
    "leaving",
  ]);
});

test("a typed number comes first, unless it is somebody's extension or too short to be more than a search", () => {
  const mark = colleague("214", "Mark");
  const other = colleague("2140", "Other");
  const listed = new Map([mark, other].map((one) => [one.userId, one]));
  const rows = (text: string, found: readonly Colleague[]) =>
    directoryRows({
      listed,
      search: { ...emptySearch, text, userIds: found.map(({ userId }) => userId), total: found.length },
      shown: "everybody",
      favourites: [],
    });
  expect(rows("214", [mark, other])).toEqual([{ userId: "214" }, { userId: "2140" }]);
  expect(rows("112", [other])).toEqual([{ number: "112" }, { userId: "2140" }]);
  expect(rows("21", [mark])).toEqual([{ userId: "214" }, { number: "21" }]);
  expect(rows("mark", [mark])).toEqual([{ userId: "214" }]);
});

test("a department shows its own people only, by name, and their order stays while nobody is renamed", () => {
  const zoe = colleague("1", "Zoë", { department: "Sales" });
  const emile = colleague("2", "Émile", { department: "Sales" });
  const bas = colleague("3", "Bas");
  const colleagues = new Map([zoe, emile, bas].map((one) => [one.userId as string, one]));
  const listed = listByName(new Map(), new Map(), colleagues, "nl");
  expect([...listed.keys()]).toEqual(["3", "2", "1"]);
  const calledNow = new Map(colleagues).set("3", colleague("3", "Bas", { status: "no-calls" }));
  expect(listByName(colleagues, listed, calledNow, "nl")).toBe(listed);
  const moved = new Map(colleagues).set("3", colleague("3", "Bas", { department: "Sales" }));
  expect(listByName(colleagues, listed, moved, "nl").get("3")).toBe(moved.get("3"));
  expect(
    directoryRows({
      listed,
      search: emptySearch,
      shown: { department: "Sales" },
      favourites: [],
    }),
  ).toEqual([{ userId: "2" }, { userId: "1" }]);
});

test("none of the four facts of availability hides another", () => {
  const busy = colleague("1", "A", {
    loggedIn: false,
    call: { state: "talking", since: 0, party: null },
    status: "no-queue-calls",
    wrapUp: { endsAt: null },
  });
  expect(stateWords("en", busy)).toEqual(["Talking", "Logged out", "Wrap-up", "No queue calls"]);
  expect(stateWords("nl", colleague("1", "A", { loggedIn: false, status: "no-calls" }))).toEqual([
    "Uitgelogd",
    "Geen gesprekken",
  ]);
});

test("a queue asks for attention by its number waiting, its longest wait, and when nobody is there", () => {
  const queue = {
    queueId: QueueId.parse("q"),
    name: "Q",
    waiting: 1,
    oldestWaitingSince: 0,
    agentsLoggedIn: 1,
    agentsFree: 1,
    myPriority: null,
    autoAnswer: false,
  };
  expect(queueAlarm(queue, 60_000)).toBe("calm");
  expect(queueAlarm(queue, 60_001)).toBe("amber");
  expect(queueAlarm(queue, 120_001)).toBe("red");
  expect(queueAlarm({ ...queue, waiting: 3 }, 0)).toBe("amber");
  expect(queueAlarm({ ...queue, agentsLoggedIn: 0 }, 0)).toBe("red");
  expect(queueAlarm({ ...queue, waiting: 0, oldestWaitingSince: null, agentsLoggedIn: 0 }, 0)).toBe("calm");
});

test("a call-back request tells who called, when and from where, whatever characters that takes", () => {
  const address = callBackRequest("en", "eva@example.test", call("c", "talking", 0), 0);
  const url = new URL(address);
  expect(url.pathname).toBe("eva@example.test");
  expect(url.searchParams.get("subject")).toBe("Please call back Sanne & Co");
  expect(address).toContain(encodeURIComponent("Number: +31 6 12 34 56 78"));
  expect(callBackRequest("en", "eva@example.test", null, 0)).toBe("mailto:eva@example.test");
});

test("an emergency number is tried also while the phone cannot be reached, and no other", () => {
  const why = (number: string) => [
    whyUnreachable(initialState, { number }),
    whyUnreachable(initialState, { contactId: ContactId.parse("c"), number }),
  ];
  expect(why("112")).toEqual([null, null]);
  expect(why("1122")).toEqual(["why-not.no-phone", "why-not.no-phone"]);
});

import { expect, test } from "vitest";
import type { Callpoint, FeedUser } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { createLog } from "../support/log.ts";
import { openStore } from "./open-store.ts";
import type { Store, StoredCall } from "./rows.ts";
import type { Offer, Visit } from "./visit-rows.ts";

const [anna, mark] = ["u-1" as UserId, "u-2" as UserId];
const sales = "q-1" as QueueId;
const [waiting, ring] = ["c-1" as CallId, "c-1/1" as CallId];

const user = (userId: UserId, extension: string): FeedUser => ({
  ...{ userId, name: userId, extensions: [extension], email: null, loggedIn: true },
  ...{ status: "available", statusLabel: null, wrapUp: null },
});
const times = { state: "answered", createdAt: 1, answeredAt: 1 } as const;
const caller: Callpoint = { kind: "external", number: "31612345678", name: null, ...times };
const call = (callId: CallId, destination: Callpoint, parentCallId: CallId | null = null): StoredCall => ({
  ...{ callId, parentCallId, source: caller, destination, dialledNumber: null },
  queue: destination.kind === "queue" ? { queueId: destination.queueId, enteredAt: 1 } : null,
});

const visit = (enteredAt: number): Visit => ({
  ...{ callId: waiting, queueId: sales, enteredAt, callerNumber: "31612345678", state: "waiting" },
  ...{ leftAt: null, agentId: null, talkEndedAt: null, wrapUpEndedAt: null, open: true, rebuilt: false },
});
const offer = (callId: CallId): Offer => ({
  ...{ callId, parentCallId: waiting, userId: mark, offeredAt: 2, endedAt: null, declined: false },
});

function filled(): Store {
  const log = createLog(
    () => {},
    () => 0,
  );
  const store = openStore({ file: ":memory:", log, now: () => 0 });
  store.setMe(anna);
  store.putUser(user(anna, "200"));
  store.putUser(user(mark, "214"));
  store.putQueue({ queueId: sales, name: "Sales" });
  store.putMembership({ queueId: sales, userId: mark, priority: 2 });
  store.putCall(call(waiting, { kind: "queue", queueId: sales, name: null, ...times }));
  store.putCall(call(ring, { kind: "user", userId: mark, name: null, ...times }, waiting));
  store.setExternalNumbers([{ number: "0201234567", name: "Main number" }]);
  store.addVisit(visit(3));
  store.addVisit(visit(1));
  store.addOffer(offer(ring));
  return store;
}

const known = (store: Store) => ({
  me: store.me(),
  users: store.userIds().map(store.user),
  byExtension: ["200", "214", "300"].map(store.userByExtension),
  queues: store.queueIds().map(store.queue),
  members: store.membersOf(sales),
  memberships: [anna, mark].map(store.membershipsOf),
  agents: store.agentsOf(sales),
  calls: store.calls(),
  callsOf: [anna, mark].map(store.callsOf),
  rings: store.agentRings(waiting),
  waiting: store.waitingCalls(sales),
  numbers: store.externalNumberName("0201234567"),
  visits: [waiting, ring].map(store.visitsOfCall),
  offers: store.offersFor(waiting),
});

test("a transaction that fails leaves everything as it was", () => {
  const store = filled();
  const before = known(store);
  expect(before.agents).toEqual({ agentsLoggedIn: 1, agentsFree: 0 });
  const fail = () =>
    store.transaction("test", () => {
      store.setMe(null);
      store.putUser({ ...user(mark, "300"), loggedIn: false });
      store.setDepartment(mark, "Sales");
      store.putMembership({ queueId: sales, userId: anna, priority: 1 });
      store.putCall(call(waiting, { kind: "user", userId: anna, name: null, ...times }));
      store.removeCall(ring);
      store.keepOnly({ userIds: [mark], queueIds: [], memberships: [], callIds: [waiting] });
      store.setExternalNumbers([]);
      store.addVisit(visit(5));
      store.endOffer(ring, 4, true);
      expect(known(store)).not.toEqual(before);
      throw new Error("no");
    });
  expect(fail).toThrow("no");
  expect(known(store)).toEqual(before);
  store.close();
});

test("what is remembered is what the tables have", () => {
  const store = filled();
  known(store);
  const [first, second] = store.visitsOfCall(waiting);
  if (!first || !second) throw new Error("two visits");
  store.changeVisit({ ...first, state: "answered", leftAt: 2, agentId: mark, open: false });
  store.changeVisit({ ...second, enteredAt: 0 });
  store.addVisit(visit(2));
  store.endOffer(ring, 4, true);
  store.endOffer(ring, 9, false);
  store.addOffer({ ...offer(ring), offeredAt: 7 });
  store.addOffer({ ...offer("c-1/2" as CallId), offeredAt: 1 });
  store.putUser({ ...user(mark, "300"), wrapUp: { callId: waiting, endsAt: null } });
  const remembered = known(store);
  expect(remembered.visits[0]?.map(({ enteredAt }) => enteredAt)).toEqual([0, 1, 2]);
  expect(remembered.offers.map(({ offeredAt, endedAt }) => [offeredAt, endedAt])).toEqual([
    [1, null],
    [2, 4],
  ]);
  const readAnew = () =>
    store.transaction("test", () => {
      throw new Error("no");
    });
  expect(readAnew).toThrow("no");
  expect(known(store)).toEqual(remembered);
  store.close();
});

test("what was answered does not change later", () => {
  const store = filled();
  const [memberships, calls] = [store.membershipsOf(mark), store.waitingCalls(sales)];
  store.removeMembership(sales, mark);
  store.removeCall(waiting);
  expect([memberships.length, calls.length]).toEqual([1, 1]);
  store.close();
});

test("what is asked of persons knows the calls that go on as they are, also within a transaction", () => {
  const store = filled();
  const stored = (userId: UserId) =>
    store
      .recordsOf({ userId })
      .find(({ table }) => table === "calls")
      ?.rows.map((row) => row.call_id);
  store.transaction("test", () => {
    store.putCall(call("c-2" as CallId, caller));
    store.removeCall("c-2" as CallId);
    store.putCall(call(waiting, { kind: "user", userId: mark, name: null, ...times }));
    expect(stored(mark)?.sort()).toEqual([waiting, ring]);
    store.putCall(call(waiting, { kind: "user", userId: anna, name: null, ...times }));
  });
  expect([stored(anna), stored(mark)]).toEqual([[waiting], [ring]]);
  expect([...store.callsWith({ number: "0612345678" })].sort()).toEqual([waiting, ring]);
  store.close();
});

test("a transaction that fails within another takes back its own part alone", () => {
  const store = filled();
  const fails = () =>
    store.transaction("inner", () => {
      store.removeCall(waiting);
      store.putCall(call("c-3" as CallId, caller));
      throw new Error("no");
    });
  store.transaction("outer", () => {
    store.putCall(call("c-2" as CallId, caller));
    expect(fails).toThrow("no");
  });
  expect(
    store
      .calls()
      .map(({ callId }) => callId)
      .sort(),
  ).toEqual([waiting, ring, "c-2"].sort());
  store.close();
});

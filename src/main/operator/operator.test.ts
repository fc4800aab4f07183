import { expect, test } from "vitest";
import type { DeviceChoice } from "../../shared/model/audio-devices.ts";
import type { Caller } from "../../shared/model/calls.ts";
import type { Colleague } from "../../shared/model/colleague.ts";
import { CallerId, CallId, PhoneCallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { CoreCommands } from "../core-api/commands.ts";
import type { CallControl } from "../softphone/call-control.ts";
import type { StoredCall } from "../store/rows.ts";
import { dialledNumber } from "./dialled-number.ts";
import { createOperator } from "./operator.ts";

const phoneCallId = PhoneCallId.parse("p1");
const callerId = CallerId.parse("c1");
const daan = UserId.parse("daan");
const visitor = UserId.parse("visitor");
const parkedId = CallId.parse("parked");
const party = { kind: "external", name: "Eve", number: null, displayNumber: null, userId: null } as const;

test("answering a caller answers a ring, takes back who came back, and takes who waits", async () => {
  expect(await desk(caller("ringing", phoneCallId)).answer()).toEqual(["answer p1"]);
  expect(await desk(caller("returned", phoneCallId)).answer()).toEqual(["resume p1"]);
  expect(await desk(caller("waiting", null)).answer()).toEqual(["expect a call", "pick up c1"]);
});

test("a caller who hung up in the meantime cannot be answered", async () => {
  const { operator } = desk(caller("waiting", null));
  expect(await operator["caller.answer"]({ callerId: CallerId.parse("gone") })).toMatchObject({
    refusal: { code: "no-such-call" },
  });
});

test("a caller who cannot be taken is not expected any longer", async () => {
  const { operator, done } = desk(caller("waiting", null), refused("not-licensed"));
  expect(await operator["caller.take"]({ callerId })).toMatchObject({ refusal: { code: "not-licensed" } });
  expect(done).toEqual(["expect a call", "pick up c1", "expect no more"]);
});

test("a colleague is dialled and transferred to by extension, with a limit on ringing", async () => {
  const { operator, done } = desk(caller("ringing", phoneCallId));
  await operator["call.dial"]({ target: { userId: daan } });
  await operator["call.transfer"]({ phoneCallId, target: { userId: daan } });
  await operator["call.transfer"]({ phoneCallId, target: { number: "+31 (0)20 123 45 67" } });
  expect(done).toEqual([
    "dial 214 as Daan",
    "transfer p1 to 214 as Daan in 25000",
    "transfer p1 to +31201234567 as +31 (0)20 123 45 67 in 25000",
  ]);
});

test("a consult is dialled as a transfer would be, and joined with the same limit on ringing", async () => {
  const { operator, done } = desk(caller("ringing", phoneCallId));
  const consult = await operator["call.consult"]({ phoneCallId, target: { userId: daan } });
  expect(consult).toEqual({ ok: true, value: { phoneCallId } });
  await operator["call.connect"]({ phoneCallId, to: PhoneCallId.parse("p2") });
  expect(done).toEqual(["consult 214 as Daan for p1", "connect p1 to p2 in 25000"]);
  expect(await operator["call.consult"]({ phoneCallId, target: { userId: visitor } })).toMatchObject({
    refusal: { code: "unreachable-number" },
  });
});

test("who is parked is retrieved by dialling the slot, unless he is not parked any more", async () => {
  const { operator, done } = desk(caller("ringing", phoneCallId));
  await operator["parked.retrieve"]({ callId: parkedId });
  expect(done).toEqual(["dial 701 as Eve"]);
  expect(await operator["parked.retrieve"]({ callId: CallId.parse("gone") })).toMatchObject({
    refusal: { code: "no-such-call" },
  });
});

test("a call that rings at a colleague is picked up at his extension, or taken out of the queue that offers it", async () => {
  const { parts, done } = desk(caller("waiting", null));
  const times = { state: "ringing", createdAt: 0, answeredAt: null } as const;
  const ring = (parentCallId: CallId | null): StoredCall => ({
    callId: CallId.parse("ring"),
    parentCallId,
    source: { kind: "external", number: "31612345678", name: null, ...times },
    destination: { kind: "user", userId: daan, name: "Daan", ...times },
    dialledNumber: null,
    queue: null,
  });
  const asked = (ringing: StoredCall | null) =>
    createOperator({ ...parts, ringingAt: () => ringing })["colleague.pick-up"]({ userId: daan });
  await asked(ring(null));
  await asked(ring(CallId.parse("waiting")));
  expect(done).toEqual(["pick up 214 of Daan", "expect a call", "pick up waiting"]);
  expect(await asked(null)).toMatchObject({ refusal: { code: "no-such-call" } });
});

test("a colleague without an extension is refused, and so is a caller of a signed-out core", async () => {
  const { operator } = desk(caller("ringing", phoneCallId));
  const refusal = { refusal: { code: "unreachable-number" } };
  expect(await operator["call.transfer"]({ phoneCallId, target: { userId: visitor } })).toMatchObject(
    refusal,
  );
  const signedOut = createOperator({ ...desk(caller("waiting", null)).parts, commands: () => null });
  expect(await signedOut["queue.join"]({ queueId: QueueId.parse("q") })).toMatchObject({
    refusal: { code: "not-signed-in" },
  });
});

test("a queue is joined with the priority that was asked for, or as it was before", async () => {
  const { operator, done } = desk(caller("waiting", null));
  const queueId = QueueId.parse("q");
  await operator["queue.join"]({ queueId });
  await operator["queue.join"]({ queueId, priority: 3 });
  expect(done).toEqual(["join q null", "join q 3"]);
});

test.each([
  ["112", "112"],
  ["(020) 123-45.67", "0201234567"],
  ["+31 (0)20 123", "+3120123"],
  ["*21#", "*21#"],
])("%s is dialled as %s", (typed, dialled) => expect(dialledNumber(typed)).toBe(dialled));

function caller(state: Caller["state"], id: PhoneCallId | null): Caller {
  return {
    callerId,
    party,
    state,
    since: 0,
    queue: null,
    dialled: null,
    phoneCallId: id,
    returned: null,
    offeredTo: [],
    before: [],
  };
}

function colleague(userId: UserId, name: string, extension: string | null): Colleague {
  return {
    ...{ userId, name, extension, department: null, email: null, loggedIn: true, call: null },
    ...{ status: null, statusLabel: null, wrapUp: null, note: "", queueIds: [], since: null },
  };
}

/** An operator whose phone and core do as they are told and keep a list of it. */
function desk(waiting: Caller, pickedUp: Result<void> = success(undefined)) {
  const done: string[] = [];
  const did = async (what: string): Promise<Result<void>> => {
    done.push(what);
    return success(undefined);
  };
  const phone: CallControl = {
    signIn: () => did("sign in"),
    signOut: () => did("sign out"),
    answer: (id) => did(`answer ${id}`),
    answerByItself: (id) => did(`answer ${id} by itself`),
    hangUp: (id) => did(`hang up ${id}`),
    hold: (id) => did(`hold ${id}`),
    resume: (id) => did(`resume ${id}`),
    mute: (id, muted) => did(`mute ${id} ${muted}`),
    async dial(number, name) {
      await did(`dial ${number} as ${name}`);
      return success({ phoneCallId });
    },
    transfer: (id, { number, name }, ringMs) => did(`transfer ${id} to ${number} as ${name} in ${ringMs}`),
    async consult(id, { number, name }) {
      await did(`consult ${number} as ${name} for ${id}`);
      return success({ phoneCallId });
    },
    cancelConsult: (id) => did(`cancel consult ${id}`),
    connect: (id, to, ringMs) => did(`connect ${id} to ${to} in ${ringMs}`),
    conference: (id, other) => did(`conference ${id} with ${other}`),
    sendDigits: (id, digits) => did(`digits ${digits} to ${id}`),
    park: (id) => did(`park ${id}`),
    async pickUp({ number, name }) {
      await did(`pick up ${number} of ${name}`);
      return success({ phoneCallId });
    },
    leaveVoicemail: (id, { number, name }) => did(`voicemail of ${number} as ${name} for ${id}`),
    setDevices: () => {},
    tryDevice: (where) => did(`try ${where}`),
    check: async () => ({ parts: [] }),
    expectCall() {
      done.push("expect a call");
      return () => done.push("expect no more");
    },
    attachAudio: () => () => {},
    lookAgain: () => {},
    close: async () => {},
  };
  const commands: CoreCommands = {
    setStatus: (status) => did(`status ${status}`),
    joinQueue: (id, priority) => did(`join ${id} ${priority}`),
    leaveQueue: (id) => did(`leave ${id}`),
    async pickUpQueueCall(id) {
      done.push(`pick up ${id}`);
      return pickedUp;
    },
    setSwitch: (id, setting) => did(`switch ${id} ${setting}`),
    softphoneAccount: async () => success(null),
  };
  const parts = {
    phone,
    commands: () => commands,
    callers: () => [waiting],
    contactName: () => null,
    colleague: (userId: UserId) =>
      userId === daan ? colleague(daan, "Daan", "214") : colleague(visitor, "Visitor", null),
    parked: (callId: CallId) =>
      callId === parkedId ? { callId, party, slot: "701", since: 0, parkedBy: null } : null,
    ringingAt: () => null,
    chooseDevices: (change: Partial<DeviceChoice>) => void done.push(`choose ${JSON.stringify(change)}`),
    search: () => ({ userIds: [], total: 0 }),
  };
  const operator = createOperator(parts);
  return {
    operator,
    parts,
    done,
    async answer() {
      await operator["caller.answer"]({ callerId });
      return done;
    },
  };
}

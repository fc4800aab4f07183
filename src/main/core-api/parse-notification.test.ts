import { parse } from "ltx";
import { expect, test } from "vitest";
import { parseEventMessage } from "./parse-notification.ts";

const message = (...items: string[]) =>
  parse(
    `<message xmlns="jabber:client" from="pubsub.uc.example.net" type="headline"><event xmlns="http://jabber.org/protocol/pubsub#event"><items node="500">${items.join("")}</items></event></message>`,
  );
const item = (type: string, children: string) =>
  `<item id="A1"><notification xmlns="http://iperity.com/compass" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" type="notification.${type}" timestamp="1700000000">${children}</notification></item>`;
const facts = (type: string, children: string) => parseEventMessage(message(item(type, children)));

const source =
  '<source id="1" type="External"><timeCreated>1700000000</timeCreated><properties/><number>31600000001</number><name/><state>ANSWERED</state></source>';
const call = (destination: string, rest = "<state>ANSWERED</state><properties/>") =>
  `<call id="c/1/">${source}${destination}${rest}</call>`;

test("a call is told with both sides, whatever the kind of update, and ids are kept as they are", () => {
  const queue =
    '<destination id="3" type="Queue"><timeStarted>1700000002</timeStarted><timeCreated>1700000001</timeCreated><state>ANSWERED</state><queueName>Front desk</queueName><queueId>70</queueId></destination>';
  expect(facts("call.update", `<updateType>STATE</updateType>${call(queue)}`)).toEqual([
    {
      kind: "call",
      saidAt: 1_700_000_000_000,
      call: {
        callId: "c/1/",
        parentCallId: null,
        source: {
          kind: "external",
          number: "31600000001",
          name: null,
          state: "answered",
          createdAt: 1_700_000_000_000,
          answeredAt: null,
        },
        destination: {
          kind: "queue",
          queueId: "70",
          name: "Front desk",
          state: "answered",
          createdAt: 1_700_000_001_000,
          answeredAt: 1_700_000_002_000,
        },
      },
    },
  ]);
});

test("white space around the parent's id, callpoints of unknown kinds and missing ones do no harm", () => {
  const properties = "<properties><QueueCallForCall>\n  c/1/ </QueueCallForCall></properties>";
  const [fact] = facts(
    "call.start",
    call('<destination type="Hologram"><state>GLOWING</state></destination>', properties),
  );
  expect(fact).toMatchObject({
    call: {
      parentCallId: "c/1/",
      destination: { kind: "other", type: "Hologram", number: null, name: null, state: "unknown" },
    },
  });
  expect(facts("call.start", '<call id="c-9"/>')).toMatchObject([
    { call: { source: { kind: "other" }, destination: { kind: "other" } } },
  ]);
});

test.each([
  ["Conference", "<name>Board</name>", { kind: "other", type: "Conference", name: "Board" }],
  [
    "CallbackService",
    "<number>31612345678</number>",
    { kind: "other", type: "CallbackService", number: "31612345678" },
  ],
  ["User", "<userName>Ann</userName>", { kind: "other", type: "User", name: "Ann" }],
  ["Queue", "<queueName>Sales</queueName>", { kind: "other", type: "Queue", name: "Sales" }],
  [
    "Resource",
    "<resourceType>hologram</resourceType>",
    { kind: "resource", resourceType: "hologram", name: null },
  ],
  ["Resource", "", { kind: "resource", resourceType: null, name: null }],
  ["ListenIn", "", { kind: "listen-in", listenedToCallId: null }],
  ["", "", { kind: "other", type: "Unknown" }],
  ['" xsi:type="callpointRobot', "", { kind: "other", type: "Robot" }],
])("a callpoint of type %j with %j is kept with what it tells", (type, children, point) => {
  expect(
    facts("call.start", call(`<destination type="${type}">${children}<state>ANSWERED</state></destination>`)),
  ).toMatchObject([{ call: { destination: { ...point, state: "answered" } } }]);
});

test("a call that is told of as disconnected has ended", () => {
  expect(facts("call.update", call("", "<state>DISCONNECTED</state>"))).toMatchObject([
    { kind: "call-ended", callId: "c/1/" },
  ]);
});

test("a status replaces the whole status; what we do not know is shown in the server's words", () => {
  const status = (children: string) => facts("user.status", `<userId>11</userId>${children}`)[0];
  expect(status("<receiveCalls>ALL</receiveCalls><displayStatus>Available</displayStatus>")).toMatchObject({
    status: { status: "available", statusLabel: null, wrapUp: null },
  });
  expect(
    status("<receiveCalls>SOMETIMES</receiveCalls><wrapupState><callId>c</callId></wrapupState>"),
  ).toMatchObject({
    status: { status: null, statusLabel: "SOMETIMES", wrapUp: { callId: "c", endsAt: null } },
  });
  for (const endTime of ["1700000125", "1700000125000"])
    expect(status(`<wrapupState><endTime>${endTime}</endTime></wrapupState>`)).toMatchObject({
      status: { wrapUp: { callId: null, endsAt: 1_700_000_125_000 } },
    });
  expect(status('<user id="11"><name>Ann</name><extensions>200, 201</extensions></user>')).toMatchObject({
    kind: "user",
    user: { name: "Ann", extensions: ["200", "201"], loggedIn: null },
  });
});

test.each([
  ["call.end", "<callId>c</callId><endReason>REPLACE</endReason>", { kind: "call-ended", reason: "REPLACE" }],
  ["call.stepresult", "<callId>c</callId><result>2</result>", { kind: "call-step", result: "2" }],
  [
    "call.queueExit",
    "<callId>c</callId><queueExit>key_1</queueExit>",
    { kind: "queue-exit", reason: "key_1" },
  ],
  [
    "queue.call.enter",
    "<queueId>7</queueId><queueCall><callId>c</callId></queueCall>",
    { kind: "queue-call-entered", queueId: "7", callId: "c" },
  ],
  ["queue.create", '<queue id="7"><name>Sales</name></queue>', { kind: "queue", queue: { name: "Sales" } }],
  ["queue.destroy", "<queueId>7</queueId>", { kind: "queue-gone" }],
  [
    "queueMember.update",
    "<member><queueId>7</queueId><userId>11</userId><priority>10</priority></member>",
    { kind: "member", membership: { queueId: "7", userId: "11", priority: 10 } },
  ],
  [
    "queueMember.leave",
    "<member><queueId>7</queueId><userId>11</userId></member>",
    { kind: "member-gone", queueId: "7", userId: "11" },
  ],
  ["user.create", "<userId>11</userId>", { kind: "user-made", userId: "11" }],
  [
    "user.update",
    "<userId>11</userId><propertyChange><name>loggedIn</name><newValue>false</newValue></propertyChange>",
    { kind: "user-changed", changes: new Map([["loggedIn", "false"]]) },
  ],
  ["user.destroy", "<userId>11</userId>", { kind: "user-gone" }],
  ["call.beamed", `<how>up</how>${call("")}`, { kind: "call", call: { callId: "c/1/" } }],
  ["brand.new", "<x/>", { kind: "unknown", type: "notification.brand.new" }],
  ["call.end", "", { kind: "unknown" }],
])("%s %s is understood", (type, children, fact) => {
  expect(facts(type, children)).toMatchObject([fact]);
});

test("several items of one message are told in their order, and a chat message tells nothing", () => {
  const two = message(item("user.destroy", "<userId>1</userId>"), item("user.destroy", "<userId>2</userId>"));
  expect(parseEventMessage(two)).toMatchObject([{ userId: "1" }, { userId: "2" }]);
  expect(parseEventMessage(parse("<message><body>hi</body></message>"))).toEqual([]);
});

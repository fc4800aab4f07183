import { afterEach, beforeEach, expect, test } from "vitest";
import {
  call1,
  ended,
  mark,
  me,
  ring1,
  sales,
  snapshot,
  testIngest,
} from "../../src/main/ingest/test-ingest.ts";
import { createPublisher, type Publisher } from "../../src/main/publish/create-publisher.ts";
import { untouched } from "../../src/main/store/touched.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamItem } from "../../src/shared/contract/streams.ts";
import type { CallId, QueueId, UserId } from "../../src/shared/model/ids.ts";

let parts: ReturnType<typeof testIngest>;
let publisher: Publisher;
const notes = new Map<CallId, string>();
beforeEach(() => {
  parts = testIngest();
  const { store, clock } = parts;
  publisher = createPublisher({
    store,
    clock,
    log: createLog(() => {}, clock.now),
    timeZone: "Europe/Amsterdam",
    noteOf: (callId) => notes.get(callId) ?? "",
    colleagueNoteOf: () => "",
    serviceLevelOf: () => null,
    answersByItself: () => false,
  });
});
afterEach(() => {
  publisher.close();
  parts.close();
  notes.clear();
});

/** After what ingest touched is published. */
function rows<N extends "history" | "callers">(stream: N): readonly StreamItem<N>[] {
  for (const touched of parts.batches.splice(0)) publisher.touched(touched);
  parts.clock.advance(100);
  let content: readonly unknown[] = [];
  publisher.follow(stream, (frame) => {
    if (frame.kind === "rows") content = frame.rows;
  })();
  return content as readonly StreamItem<N>[];
}

const call2 = "c/2" as CallId;
const call3 = "c/3" as CallId;
const hour = 60 * 60_000;

/** A queue brings this call, and this agent answers it; null: the caller gives up. */
function visit(callId: CallId, agent: UserId | null, number?: string): void {
  const { clock, hear, hearCall, external, inSales, atUser } = parts;
  hearCall(callId, external(number), inSales());
  clock.advance(8_000);
  if (agent) hearCall(callId, external(number), atUser(agent, "answered"));
  clock.advance(60_000);
  hear(ended(callId));
}

test("the history is today's calls of mine, as windows show them", () => {
  const { clock, hear, hearCall, external, inSales, atUser } = parts;
  notes.set(call1, "calls back");
  hearCall(call1, external("31612345678"), inSales());
  hearCall(ring1, inSales(), atUser(me, "ringing"), call1);
  clock.advance(5_000);
  hearCall(call1, external("31612345678"), atUser(mark, "answered"));
  hear(ended(ring1));
  expect(rows("history")).toMatchObject([
    {
      callId: call1,
      party: { kind: "external", number: "+31612345678", displayNumber: "+31 6 12345678" },
      queue: { queueId: sales, name: "Sales" },
      outcome: "missed",
      missedBecause: "answered-by-colleague",
      answeredBy: "Mark Visser",
      note: "calls back",
    },
  ]);
});

test("the history empties itself at midnight, and yesterday's calls stay known", () => {
  visit(call1, me);
  expect(rows("history")).toHaveLength(1);
  parts.clock.advance(24 * hour);
  expect(rows("history")).toEqual([]);
  visit(call2, me);
  expect(rows("history")).toMatchObject([{ callId: call2 }]);
});

test("a caller shows the last calls with that number, mine and those that queues brought to colleagues, with notes", () => {
  const { clock, hearCall, external, inSales } = parts;
  const calls: [CallId, UserId | null][] = [
    ["c/old" as CallId, mark],
    [call1, me],
    [call2, mark],
    [call3, null],
  ];
  for (const [callId, agent] of calls) {
    visit(callId, agent, callId === call2 ? "0612345678" : "31612345678");
    clock.advance(hour);
  }
  visit("c/other" as CallId, mark, "31699999999");
  notes.set(call2, "asked for Piet");
  hearCall("c/now" as CallId, external("31612345678"), inSales());
  const [caller] = rows("callers");
  expect(caller?.before).toMatchObject([
    { callId: call3, outcome: "abandoned", colleagueName: null, queueName: "Sales", note: "" },
    { callId: call2, outcome: "talked", colleagueName: "Mark Visser", note: "asked for Piet" },
    { callId: call1, outcome: "talked", colleagueName: "Anna Bakker" },
    { callId: "c/old", outcome: "talked", colleagueName: "Mark Visser" },
  ]);
});

test("a caller shows at most five earlier calls, each once, and what goes on is none", () => {
  const { clock, hearCall, external, inSales, atUser } = parts;
  for (const n of [1, 2, 3, 4, 5, 6, 7]) {
    visit(`c/${n}` as CallId, n % 2 ? me : mark);
    clock.advance(hour);
  }
  hearCall("c/a" as CallId, external(), inSales());
  hearCall("c/a" as CallId, external(), atUser(mark, "answered"));
  hearCall("c/b" as CallId, external(), inSales());
  const [caller] = rows("callers");
  expect(caller?.before.map(({ callId }) => callId)).toEqual(["c/7", "c/6", "c/5", "c/4", "c/3"]);
});

test("a caller whom the core's files know shows who helped him, and one who withholds his number shows nobody's calls", () => {
  const { clock, ingest, hearCall, external, inSales } = parts;
  const enteredAt = clock.now() - hour;
  const record = {
    callId: call1,
    queueId: sales as QueueId,
    enteredAt,
    waitMs: 5_000,
    talkMs: 60_000,
    wrapUpMs: null,
  };
  ingest.visitRecords([{ ...record, callerNumber: "31612345678", state: "answered", agentId: mark }]);
  ingest.visitRecords([{ ...record, callId: call3, callerNumber: null, state: "answered", agentId: mark }]);
  hearCall("c/a" as CallId, external("31612345678"), inSales());
  hearCall("c/b" as CallId, external(""), inSales());
  expect(rows("callers").map(({ before }) => before.map(({ callId }) => callId))).toEqual([[call1], []]);
});

test("what is written of a call shows at once, in the history and with the caller's next call", () => {
  visit(call1, me);
  parts.hearCall(call2, parts.external(), parts.inSales());
  rows("history");
  notes.set(call1, "wants an offer");
  parts.batches.push({ ...untouched, history: true });
  expect(rows("history")).toMatchObject([{ note: "wants an offer" }]);
  expect(rows("callers")).toMatchObject([{ before: [{ callId: call1, note: "wants an offer" }] }]);
});

test("a colleague's earlier calls with me are found by who he is", () => {
  const { hear, hearCall, atUser, ingest, phoneCall } = parts;
  hearCall(call1, atUser(mark, "answered"), atUser(me, "answered"));
  hear(ended(call1));
  hearCall(call2, atUser(mark, "connecting"), atUser(me, "ringing"));
  ingest.phoneCalls([phoneCall({ coreCallId: call2, remote: { number: "214", name: "Mark" } })]);
  expect(rows("callers")).toMatchObject([{ party: { userId: mark }, before: [{ callId: call1 }] }]);
});

test("the history is empty for who is not signed in", () => {
  visit(call1, me);
  parts.ingest.clear();
  expect(rows("history")).toEqual([]);
  void parts.ingest.snapshot(snapshot());
  expect(rows("history")).toHaveLength(1);
});

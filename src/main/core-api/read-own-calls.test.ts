import { expect, test } from "vitest";
import { dayAt } from "../../shared/model/calendar.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { refused, success } from "../../shared/model/result.ts";
import type { VisitRecord } from "./facts.ts";
import type { FilesClient } from "./files-client.ts";
import { readOwnCalls } from "./read-own-calls.ts";

const day = dayAt(Date.parse("2026-03-04T12:00:00+01:00"), "Europe/Amsterdam");
const me = { userId: "1001" as UserId, identityIds: new Set(["5001"]) };
const mark = "1007" as UserId;
const at = (time: string) => Date.parse(`2026-03-04T${time}+01:00`);

/** call, parent, start, answer, end, identity, direction, number; times are of that day. */
type UserRow = readonly [string, string, string, string, string, string, string, string];
/** call, answer, end, from, name, to, end reason */
type CompanyRow = readonly [string, string, string, string, string, string, string];

const time = (text: string) => (text === "" ? "" : `2026-03-04 ${text}`);

function core(users: readonly UserRow[], company: readonly CompanyRow[] | null) {
  const asked: string[] = [];
  const userLines = users.map(
    ([call, parent, start, answer, end, identity, direction, number]) =>
      `${call},${parent},${time(start)},${time(answer)},${time(end)},+01:00,${identity},Name,${direction},${number}`,
  );
  const companyLines = (company ?? []).map(
    ([call, answer, end, from, name, to, reason]) =>
      `${call},,${time(answer)},${time(end)},+01:00,external,,${from},"${name}",${to},${reason}`,
  );
  const files: FilesClient = {
    async get([, , , file = ""]) {
      asked.push(file);
      if (file === "user.csv")
        return success(
          [
            "callid,parent_callid,start_time,answer_time,end_time,timezone,identity_id,identity_name,direction,number",
            ...userLines,
            "",
          ].join("\n"),
        );
      return company === null
        ? refused("not-allowed", "HTTP 403")
        : success(
            [
              "call_id,start_time,answer_time,end_time,timezone,from_type,from_id,from_number,from_name,to_number,end_reason",
              ...companyLines,
              "",
            ].join("\n"),
          );
    },
  };
  return { files, asked };
}

const visit = (callId: string, entered: string, change: Partial<VisitRecord> = {}): VisitRecord => ({
  callId: callId as CallId,
  queueId: "70" as QueueId,
  enteredAt: at(entered),
  callerNumber: null,
  wrapUpMs: null,
  waitMs: 30_000,
  state: "unknown",
  agentId: null,
  talkMs: null,
  ...change,
});

async function read(
  users: readonly UserRow[],
  company: readonly CompanyRow[] | null,
  visits: readonly VisitRecord[] = [],
) {
  const calls = await readOwnCalls(core(users, company).files, "500", day, me, visits);
  if (!calls.ok) throw new Error(calls.refusal.code);
  return calls.value;
}

test("a queue call that I took is one line, with what the caller waited, how long it rang here and how long we talked", async () => {
  const calls = await read(
    [
      ["a/1", "a", "10:00:05", "", "10:00:25", "5001", "incoming", "31612345678"],
      ["a/2", "a", "10:00:27", "", "10:00:31", "5001", "incoming", "31612345678"],
      ["a", "", "10:00:31", "10:00:31", "10:02:01", "5001", "incoming", "31612345678"],
    ],
    [["a", "10:00:31", "10:02:01", "31612345678", "Jansen, P.", "31207001000", "caller"]],
    [visit("a", "10:00:00", { state: "answered", agentId: me.userId, waitMs: 31_000, talkMs: 90_000 })],
  );
  expect(calls).toEqual([
    {
      callId: "a",
      direction: "incoming",
      number: "31612345678",
      name: "Jansen, P.",
      dialledNumber: "31207001000",
      queueId: "70",
      startedAt: at("10:00:05"),
      outcome: "talked",
      missedBecause: null,
      answeredBy: null,
      rangMs: 24_000,
      waitedMs: 31_000,
      talkedMs: 90_000,
      endedBy: "caller",
    },
  ]);
});

test("a queue call that rang me in vain is missed once, with who took it or why nobody did", async () => {
  const ring = (call: string, n: number, start: string, end: string): UserRow => [
    `${call}/${n}`,
    call,
    start,
    "",
    end,
    "5001",
    "incoming",
    "31612345678",
  ];
  const calls = await read(
    [
      ring("a", 1, "10:00:00", "10:00:20"),
      ring("a", 2, "10:00:22", "10:00:42"),
      ring("b", 1, "10:10:00", "10:10:08"),
      ring("c", 1, "10:20:00", "10:20:20"),
      ring("d", 1, "10:30:00", "10:30:20"),
    ],
    [
      ["a", "10:00:50", "10:03:00", "31612345678", "", "31207001000", "caller"],
      ["b", "", "10:10:08", "31612345678", "", "31207001000", "caller"],
      ["c", "10:21:00", "10:21:30", "31612345678", "", "31207001000", "caller"],
      ["d", "", "10:30:40", "31612345678", "", "31207001000", "caller"],
    ],
    [
      visit("a", "10:00:00", { state: "answered", agentId: mark, talkMs: 130_000 }),
      visit("b", "10:10:00", { state: "abandoned" }),
      visit("c", "10:20:00", { state: "timed-out" }),
      visit("d", "10:30:00"),
    ],
  );
  expect(
    calls.map((call) => [
      call.callId,
      call.outcome,
      call.missedBecause,
      call.answeredBy,
      call.rangMs,
      call.talkedMs,
    ]),
  ).toEqual([
    ["a", "missed", "answered-by-colleague", mark, 40_000, null],
    ["b", "missed", "caller-left", null, 8_000, null],
    ["c", "missed", "queue-ended", null, 20_000, null],
    ["d", "missed", "caller-left", null, 20_000, null],
  ]);
});

test("a direct call is missed, declined or forwarded by how it ended", async () => {
  const direct = (call: string, end: string): UserRow => [
    call,
    "",
    "10:00:00",
    "",
    end,
    "5001",
    "incoming",
    "214",
  ];
  const calls = await read(
    [
      direct("left", "10:00:09"),
      direct("declined", "10:00:04"),
      direct("alone", "10:00:20"),
      direct("busy", "10:00:00"),
      direct("on", "10:00:20"),
    ],
    [
      ["left", "", "10:00:09", "214", "Mark Visser", "200", "caller"],
      ["declined", "", "10:00:04", "214", "Mark Visser", "200", "callee"],
      ["alone", "", "10:00:20", "214", "Mark Visser", "200", "callee"],
      ["busy", "", "10:00:00", "214", "Mark Visser", "200", "busy"],
      ["on", "10:00:25", "10:01:00", "214", "Mark Visser", "200", "caller"],
    ],
  );
  expect(calls.map((call) => [call.callId, call.outcome, call.missedBecause, call.endedBy])).toEqual([
    ["left", "missed", "caller-left", "caller"],
    ["declined", "declined", null, "called"],
    ["alone", "missed", "no-answer", "called"],
    ["busy", "missed", "no-answer", "busy"],
    ["on", "missed", "forwarded", "caller"],
  ]);
});

test("outgoing calls tell whom I called, and a conversation that went on without me was transferred", async () => {
  const calls = await read(
    [
      ["a", "", "10:00:00", "10:00:05", "10:00:35", "5001", "outgoing", "31612345678"],
      ["b", "", "10:01:00", "", "10:01:20", "5001", "outgoing", "214"],
      ["c", "", "10:02:00", "10:02:05", "10:02:30", "5001", "incoming", "31612345678"],
      ["c", "", "10:02:30", "10:02:30", "10:05:00", "5007", "incoming", "31612345678"],
    ],
    [
      ["a", "10:00:05", "10:00:35", "200", "Anna Bakker", "31612345678", "callee"],
      ["b", "", "10:01:20", "200", "Anna Bakker", "214", "caller"],
      ["c", "10:02:05", "10:05:00", "31612345678", "", "31207001000", "callee"],
    ],
  );
  expect(calls).toMatchObject([
    {
      direction: "outgoing",
      number: "31612345678",
      name: null,
      outcome: "talked",
      talkedMs: 30_000,
      rangMs: null,
    },
    { direction: "outgoing", number: "214", outcome: "unanswered", talkedMs: null },
    { direction: "incoming", outcome: "talked", talkedMs: 25_000, endedBy: "transferred" },
  ]);
});

test("others' calls, calls that go on and broken lines are no calls of mine, and then the company's file is not asked for", async () => {
  const theirs: UserRow = ["a", "", "10:00:00", "10:00:05", "10:00:35", "5007", "incoming", "31612345678"];
  const goesOn: UserRow = ["b", "", "10:00:00", "10:00:05", "", "5001", "incoming", "31612345678"];
  const broken: UserRow = ["c", "", "soon", "", "", "5001", "incoming", ""];
  expect(await read([theirs, goesOn, broken], [])).toEqual([]);
  const { files, asked } = core([theirs], null);
  expect(await readOwnCalls(files, "500", day, me, [])).toEqual(success([]));
  expect(asked).toEqual(["user.csv"]);
  expect(await readOwnCalls(core([goesOn], null).files, "500", day, me, [])).toMatchObject({ ok: false });
});

import { expect, test } from "vitest";
import { dayAt } from "../../shared/model/calendar.ts";
import { refused, success } from "../../shared/model/result.ts";
import type { FilesClient } from "./files-client.ts";
import { readVisits } from "./read-visits.ts";

const day = dayAt(Date.parse("2026-03-04T12:00:00+01:00"), "Europe/Amsterdam");
const queueFile = `callid,start_time,timezone,wait_duration,agent_duration,queue_id,queue_name,agent_id,agent_name,from_number
b,2026-03-04 10:05:00,+01:00,7,60,70,"Sales, north",11,Anna,31612345678
a,2026-03-04 10:00:00,+01:00,40,0,70,Sales,,,31612345678
a,2026-03-04 10:01:00,+01:00,12,0,71,Support,,,31612345678
c,2026-03-04 11:00:00,+01:00,3,0,70,Sales,,,
d,2026-03-04 11:30:00,+01:00,3,0,70,Sales,,,
x,no time,,3,0,70,Sales,,,
`;
const eventsFile = `call_id,parent_id,step,timestamp,callee_type,callee_id,state,end_reason,queue_exit
a,,4,2026-03-04 10:01:00,queue,71,answered,,
a,,5,2026-03-04 10:01:12,queue,71,down,caller,
a,,2,2026-03-04 10:00:40,queue,70,answered,,max_waittime
a,,1,2026-03-04 10:00:00,queue,70,answered,,
a,,3,2026-03-04 10:00:40,pbx,,answered,,
c,,1,2026-03-04 11:00:00,queue,70,down,replace,
d,,1,2026-03-04 11:30:00,queue,70,down,callee,
`;

/** A core with these files, and an account that may not read the others. */
const files = (cdr: string | null, events: string | null): FilesClient => ({
  async get([area]) {
    const text = area === "cdr" ? cdr : events;
    return text === null ? refused("not-allowed", "HTTP 403") : success(text);
  },
});

test("a day's visits are those of the queue file, with the reasons of the call events", async () => {
  const visits = await readVisits(files(queueFile, eventsFile), "500", day);
  expect(visits.ok && visits.value).toMatchObject([
    { callId: "a", queueId: "70", waitMs: 40_000, state: "timed-out", agentId: null, talkMs: null },
    { callId: "a", queueId: "71", state: "abandoned" },
    {
      callId: "b",
      enteredAt: Date.parse("2026-03-04T09:05:00Z"),
      state: "answered",
      agentId: "11",
      talkMs: 60_000,
    },
    { callId: "c", state: "transferred-out" },
    { callId: "d", state: "unknown" },
  ]);
});

test("without the call events nobody claims to know why a caller left, and without the queue file there is nothing", async () => {
  const visits = await readVisits(files(queueFile, null), "500", day);
  expect(visits.ok && visits.value.map((visit) => visit.state)).toEqual([
    "unknown",
    "unknown",
    "answered",
    "unknown",
    "unknown",
  ]);
  expect(await readVisits(files(null, eventsFile), "500", day)).toMatchObject({ ok: false });
});

test("each stay of a call has its own reason, also where it came into the same queue before, was answered there, or went on to a phone", async () => {
  const row = (time: string, wait: number, agent: string) =>
    `a,2026-03-04 ${time},+01:00,${wait},${agent ? 9 : 0},70,Sales,${agent},,`;
  const queue = [
    "call_id,start_time,timezone,wait_duration,agent_duration,queue_id,queue_name,agent_id,agent_name,from_number",
    ...[row("10:00:00", 10, ""), row("10:01:00", 10, "11"), row("10:02:00", 10, ""), row("10:03:00", 10, "")],
  ];
  const step = (number: number, time: string, callee: string, end = "", exit = "") =>
    `a,,${number},2026-03-04 ${time},${callee},answered,${end},${exit}`;
  const events = [
    "call_id,parent_id,step,timestamp,callee_type,callee_id,state,end_reason,queue_exit",
    ...[step(0, "10:00:00", "queue,70"), step(1, "10:00:10", "pbx,"), step(2, "10:01:01", "queue,70")],
    ...[step(3, "10:01:10", "identity,5011"), step(4, "10:02:00", "queue,70"), step(5, "10:02:10", "pbx,")],
    ...[
      step(6, "10:02:10", "pbx,", "", "key_3"),
      step(7, "10:03:00", "queue,70"),
      step(8, "10:03:05", "queue,70"),
    ],
    ...[step(9, "10:03:10", "identity,5012"), step(10, "10:03:20", "identity,5012", "caller")],
    "a/1,a,0,2026-03-04 10:00:01,identity,5011,ring,,",
    "",
  ];
  const read = async (file: readonly string[]) => {
    const visits = await readVisits(files(`${queue.join("\n")}\n`, file.join("\n")), "500", day);
    return visits.ok && visits.value.map(({ state }) => state);
  };
  expect(await read(events)).toEqual(["transferred-out", "answered", "exit-key", "transferred-out"]);
  // Of the stays whose steps are not written yet, nothing is claimed.
  expect(await read(events.slice(0, 4))).toEqual(["transferred-out", "answered", "unknown", "unknown"]);
});

test("a caller who waits at midnight has the reason and the wrap-up of the next morning", async () => {
  const queue = `call_id,start_time,timezone,wait_duration,agent_duration,queue_id,queue_name,agent_id,agent_name,from_number
a,2026-03-04 23:59:00,+01:00,90,0,70,Sales,,,
b,2026-03-04 23:58:00,+01:00,60,90,70,Sales,11,Anna,
`;
  const calls = `call_id,parent_id,step,timestamp,callee_type,callee_id,state,end_reason,queue_exit
a,,0,2026-03-04 23:59:00,queue,70,answered,,
a,,1,2026-03-05 00:00:30,queue,70,down,caller,
`;
  const users = `id,timestamp,event_type,user_id,receive_calls,call_id,end_time
1,2026-03-05 00:00:30,status,11,only_direct,b,
2,2026-03-05 00:00:40,status,11,all,,
`;
  const upTo = (text: string, endTime: number) =>
    text
      .split("\n")
      .filter(
        (line) => !(Date.parse(`${/2026-03-05 [\d:]+/.exec(line)?.[0].replace(" ", "T")}+01:00`) >= endTime),
      )
      .join("\n");
  const core: FilesClient = {
    async get([area, , kind], query) {
      if (area === "cdr") return success(queue);
      return success(upTo(kind === "calls" ? calls : users, Number(query?.endTime) * 1000));
    },
  };
  const visits = await readVisits(core, "500", day);
  expect(visits.ok && visits.value).toMatchObject([
    { callId: "b", state: "answered", wrapUpMs: 10_000 },
    { callId: "a", state: "abandoned" },
  ]);
});

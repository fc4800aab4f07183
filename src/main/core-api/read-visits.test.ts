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
const eventsFile = `call_id,step,callee_type,callee_id,state,end_reason,queue_exit
a,3,identity,4,down,caller,
a,2,queue,70,answered,,max_waittime
c,1,queue,70,down,replace,
d,1,queue,70,down,callee,
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

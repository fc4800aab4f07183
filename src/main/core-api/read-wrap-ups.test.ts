import { expect, test } from "vitest";
import { dayAt } from "../../shared/model/calendar.ts";
import type { CallId, UserId } from "../../shared/model/ids.ts";
import { refused, success } from "../../shared/model/result.ts";
import { readWrapUps } from "./read-wrap-ups.ts";

const day = dayAt(Date.parse("2026-03-04T12:00:00+01:00"), "Europe/Amsterdam");
const read = (file: string | null) =>
  readWrapUps(
    { get: async () => (file === null ? refused("not-allowed", "HTTP 403") : success(file)) },
    "500",
    day,
  );
const [anna, bas] = ["11", "12"] as [UserId, UserId];
const header = "id,timestamp,event_type,user_id,receive_calls,call_id,end_time\n";

test("a wrap-up lasts from the status that names its call to the agent's next status, in whatever order the file has them", async () => {
  const wrapUps = await read(`${header}5,2026-03-04 10:00:30,status,11,all,,
1,2026-03-04 10:00:00,status,11,only_direct,a,2026-03-04 10:00:45
2,2026-03-04 10:00:05,status,12,only_direct,a,
3,2026-03-04 10:00:10,login,11,,a,
4,2026-03-04 10:00:12,status,11,only_direct,a,2026-03-04 10:00:45
6,2026-03-04 10:00:20,status,12,only_direct,b,
7,2026-03-04 11:00:00,status,11,only_direct,a,
8,2026-03-04 11:00:07,status,11,none,,
`);
  const after = (time: string, callId: string, agentId: UserId) =>
    wrapUps.takeAfter(Date.parse(`2026-03-04T${time}Z`), callId as CallId, agentId);
  expect(after("10:58:00", "a", anna)).toBe(7_000);
  expect(after("10:30:00", "a", anna)).toBeNull();
  expect(after("09:58:00", "a", anna)).toBe(30_000);
  expect(after("09:58:00", "a", anna)).toBeNull();
  expect([after("09:58:00", "a", bas), after("09:58:00", "b", bas)]).toEqual([15_000, null]);
});

test("without the events there are no wrap-ups", async () => {
  expect((await read(null)).takeAfter(0, "a" as CallId, anna)).toBeNull();
});

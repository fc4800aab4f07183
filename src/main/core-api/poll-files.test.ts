import { expect, onTestFinished, test, vi } from "vitest";
import type { UserId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { pollFiles } from "./poll-files.ts";

const me = "1001" as UserId;
const quarterMs = 15 * 60_000;
const user =
  "call_id,parent_id,start_time,answer_time,end_time,timezone,identity_id,identity_name,direction,number";

/** A core on which I had one call a day, and whose clock is driven by hand. */
function core(now = "2026-03-04T12:00:00Z") {
  const clock = createHandClock(Date.parse(now));
  const asked: string[] = [];
  let atOnce = 0;
  let most = 0;
  let identities: Result<unknown> = success([{ self: "https://rest.example.net/identity/5001" }]);
  const days: number[] = [];
  const done = new Set<string>();
  let unreachable = false;
  const serve = async (path: readonly string[]) => {
    const [area, , date = "", file = ""] = path;
    asked.push(area === "cdr" ? `${date} ${file}` : "events");
    atOnce += 1;
    most = Math.max(most, atOnce);
    await Promise.resolve();
    atOnce -= 1;
    if (unreachable && area === "events") return refused("server-unreachable");
    const line = `${date},,${date} 09:00:00,${date} 09:00:05,${date} 09:01:00,+00:00,5001,Anna,incoming,31612345678`;
    return success(file === "user.csv" ? `${user}\n${line}\n` : "call_id\n");
  };
  const begin = (told: () => void = () => undefined) => {
    const end = pollFiles({
      files: { get: serve },
      rest: {
        get: async () => identities,
        post: async () => refused("failed"),
        patch: async () => refused("failed"),
        url: (...path) => `https://rest.example.net/${path.join("/")}`,
      },
      companyId: "500",
      me,
      clock,
      log: createLog(() => undefined, clock.now),
      timeZone: "UTC",
      done,
      listener: {
        visitRecords: () => undefined,
        ownCalls(calls) {
          days.push(...calls.map(({ startedAt }) => new Date(startedAt).getUTCDate()));
          told();
        },
      },
    });
    onTestFinished(end);
    return end;
  };
  const refuseIdentities = () => {
    identities = refused("not-licensed");
  };
  const loseEvents = (lost: boolean) => {
    unreachable = lost;
  };
  return { clock, asked, days, begin, refuseIdentities, loseEvents, most: () => most };
}

const eventually = (check: () => void) => vi.waitFor(check, { interval: 5 });

test("a week is read one request at a time, today first, and then today every quarter of an hour", async () => {
  const { clock, days, begin, most } = core();
  begin();
  await eventually(() => expect(days).toEqual([4, 25, 3, 2, 1, 28, 27, 26]));
  expect(most()).toBe(1);
  await eventually(() => {
    clock.advance(quarterMs);
    expect(days.slice(8)).toContain(4);
  });
  expect(new Set(days.slice(8))).toEqual(new Set([4]));
});

test("a connection that comes back reads today again, and of the past only what it had not read", async () => {
  const { days, begin } = core();
  const end = begin(() => {
    if (days.length === 3) end();
  });
  await eventually(() => expect(days).toEqual([4, 25, 3]));
  begin();
  await eventually(() => expect(days.slice(3)).toEqual([4, 2, 1, 28, 27, 26]));
});

test("who is told of no identities of his own reads nobody's calls", async () => {
  const { asked, days, begin, refuseIdentities } = core();
  refuseIdentities();
  begin();
  await eventually(() => expect(asked).toContain("2026-02-26 queue.csv"));
  expect(asked.filter((file) => file.endsWith("user.csv"))).toEqual([]);
  expect(days).toEqual([]);
});

test("yesterday is read again until the night is over: calls may go on past midnight, and files come late", async () => {
  const { clock, days, begin } = core("2026-03-04T01:40:00Z");
  begin();
  await eventually(() => expect(days).toEqual([4, 25, 3, 2, 1, 28, 27, 26]));
  const later = () => days.slice(8).filter((date) => date === 3).length;
  await eventually(() => {
    clock.advance(quarterMs);
    expect(days.slice(8).filter((date) => date === 4).length).toBeGreaterThan(3);
  });
  expect(later()).toBeGreaterThan(0);
  expect(later()).toBeLessThan(3);
  expect(new Set(days.slice(8))).toEqual(new Set([3, 4]));
});

test("a day of which the reasons did not come through is read again", async () => {
  const { clock, days, begin, loseEvents } = core();
  loseEvents(true);
  begin();
  await eventually(() => expect(days).toHaveLength(8));
  loseEvents(false);
  clock.advance(quarterMs);
  await eventually(() => expect(days.slice(8)).toEqual([4, 25, 3, 2, 1, 28, 27, 26]));
  await eventually(() => {
    clock.advance(quarterMs);
    expect(days.length).toBeGreaterThan(18);
  });
  expect(new Set(days.slice(16))).toEqual(new Set([4]));
});

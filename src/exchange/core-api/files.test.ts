import { expect, test } from "vitest";
import { type SimulatedLeg, simulatedLeg } from "../demo/simulated-leg.ts";
import { testClock } from "../pbx/test-clock.ts";
import type { Exchange } from "../start.ts";
import { leaveAlone, numberNamed, quietExchange, userNamed } from "../test-exchange.ts";

/** Rows by the names in the header. */
function rowsOf(csv: string): Record<string, string>[] {
  const [header = "", ...lines] = csv.split("\n");
  expect(lines.pop()).toBe("");
  const names = header.split(",");
  return lines.map((line) => {
    const values = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
    return Object.fromEntries(names.map((name, i) => [name, values[i]?.[1] ?? values[i]?.[2] ?? ""]));
  });
}

function filesOf(exchange: Exchange) {
  const { username, password } = exchange.credentials("anna");
  const Authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return async (path: string) => {
    const answer = await fetch(`${exchange.services.files}${path}`, { headers: { Authorization } });
    return answer.ok ? rowsOf(await answer.text()) : answer.status;
  };
}

test("a queue call is in the files of its day once it is over", async () => {
  const clock = testClock(new Date(2026, 2, 4, 10, 0, 0).getTime());
  const exchange = await quietExchange({ clock });
  const { pbx, services } = exchange;
  const get = filesOf(exchange);
  leaveAlone(exchange, "noor", "Service");
  const leg = simulatedLeg("calling");
  const call = pbx.callFromOutside({
    leg,
    number: "31612345678",
    name: "Jansen, P.",
    dialled: numberNamed(exchange, "Service"),
  });
  expect(await get("/cdr/500/2026-03-04/company.csv")).toEqual([]);
  while (call.destination.place.type !== "User") clock.advance(500);
  const waited = (clock.now() - call.startedAt) / 1000;
  clock.advance(20_000);
  leg.leave("hung-up");

  const noor = userNamed(exchange, "noor");
  expect(await get("/cdr/500/2026-03-04/company.csv")).toMatchObject([
    {
      call_id: call.id,
      start_time: "2026-03-04 10:00:00",
      from_type: "external",
      from_number: "31612345678",
      from_name: "Jansen, P.",
      to_number: numberNamed(exchange, "Service"),
      end_reason: "caller",
    },
  ]);
  const [visit] = (await get("/cdr/500/2026-03-04/queue.csv")) as Record<string, string>[];
  expect(visit).toMatchObject({
    queue_name: "Service",
    agent_id: noor.id,
    agent_name: noor.name,
    agent_duration: "20",
  });
  expect(Math.abs(Number(visit?.wait_duration) - waited)).toBeLessThanOrEqual(1);
  const users = (await get("/cdr/500/2026-03-04/user.csv")) as Record<string, string>[];
  expect(users.map(({ identity_name, parent_id }) => [identity_name, parent_id])).toEqual([
    [noor.name, ""],
    [noor.name, call.id],
  ]);
  expect(await get("/cdr/500/2026-03-05/company.csv")).toEqual([]);

  const range = `?startTime=${Math.floor(call.startedAt / 1000)}&endTime=${Math.floor(clock.now() / 1000) + 1}`;
  const steps = (await get(`/events/500/calls${range}`)) as Record<string, string>[];
  const own = steps.filter(({ call_id }) => call_id === call.id);
  expect(own.map(({ step }) => step)).toEqual(own.map((_, index) => String(index)));
  expect(own.at(-1)).toMatchObject({ callee_type: "identity", state: "down", end_reason: "caller" });
  const events = (await get(`/events/500/users${range}`)) as Record<string, string>[];
  expect(events.map(({ event_type }) => event_type)).toContain("remove");

  expect(await get("/cdr/501/2026-03-04/company.csv")).toBe(404);
  expect((await fetch(`${services.files}/cdr/500/2026-03-04/company.csv`)).status).toBe(401);
});

test("an agent's talk in the queue's file ends when the agent has given the caller to a colleague", async () => {
  const clock = testClock(new Date(2026, 2, 4, 10, 0, 0).getTime());
  const exchange = await quietExchange({ clock });
  const { pbx } = exchange;
  leaveAlone(exchange, "noor", "Service");
  const dialled = numberNamed(exchange, "Service");
  const caller = simulatedLeg("calling");
  const call = pbx.callFromOutside({ leg: caller, number: "31612345678", name: "", dialled });
  while (call.destination.place.type !== "User") clock.advance(500);
  const noor = userNamed(exchange, "noor");
  const consult = simulatedLeg("calling");
  const [colleague] = [...pbx.company.users.values()].filter(
    (user) => user !== noor && user.loggedIn && pbx.callsOf(user.id).size === 0,
  );
  pbx.callFromUser({
    ...{ leg: consult, user: noor, dialled: colleague?.extension ?? "" },
    identified: () => undefined,
  });
  while (consult.state === "calling") clock.advance(500);
  clock.advance(30_000);
  const since = clock.now();
  const talk = call.lines.destination?.leg as SimulatedLeg;
  talk.transfer({ target: "", ringMs: null, replaces: consult, report: () => undefined });
  clock.advance(60_000);
  caller.leave("hung-up");
  const [visit] = (await filesOf(exchange)("/cdr/500/2026-03-04/queue.csv")) as Record<string, string>[];
  expect(visit).toMatchObject({ agent_id: noor.id });
  const talked = (since - (call.startedAt + Number(visit?.wait_duration) * 1000)) / 1000;
  expect(Math.abs(Number(visit?.agent_duration) - talked)).toBeLessThanOrEqual(1);
});

test("why the first caller of the day left is still told after 8,000 others", async () => {
  const clock = testClock(new Date(2026, 2, 4, 8, 0, 0).getTime());
  const exchange = await quietExchange({ clock, simulateColleagues: false });
  const { pbx } = exchange;
  const dialled = numberNamed(exchange, "Service");
  const calls = Array.from({ length: 8_001 }, () => {
    const leg = simulatedLeg("calling");
    const call = pbx.callFromOutside({ leg, number: "31612345678", name: "", dialled });
    clock.advance(1_000);
    leg.leave("hung-up");
    return call;
  });
  const day = clock.now() - (clock.now() % 86_400_000);
  const range = `?startTime=${day / 1000}&endTime=${day / 1000 + 86_400}`;
  const steps = (await filesOf(exchange)(`/events/500/calls${range}`)) as Record<string, string>[];
  expect(steps.length).toBeGreaterThan(24_000);
  expect(steps.filter(({ call_id }) => call_id === calls[0]?.id).at(-1)).toMatchObject({
    end_reason: "caller",
  });
});

test("a demo exchange tells of last week and of this morning too, and then of what really goes on", async () => {
  const clock = testClock(new Date(2026, 2, 4, 14, 0, 0).getTime());
  const exchange = await quietExchange({ clock, lastWeek: true });
  const get = filesOf(exchange);
  const of = async (day: string, kind: string) =>
    (await get(`/cdr/500/${day}/${kind}.csv`)) as Record<string, string>[];
  const [company, queue, users] = [
    await of("2026-03-03", "company"),
    await of("2026-03-03", "queue"),
    await of("2026-03-03", "user"),
  ];
  const ids = new Set(company.map(({ call_id }) => call_id));
  expect(queue.length).toBeGreaterThan(400);
  for (const { call_id, agent_id, agent_duration } of queue) {
    expect(ids.has(call_id ?? "")).toBe(true);
    expect(Number(agent_duration) > 0).toBe(agent_id !== "");
  }
  for (const { call_id, parent_id } of users) expect(ids.has(parent_id || (call_id ?? ""))).toBe(true);
  expect(await of("2026-02-24", "company")).toEqual([]);
  const day = new Date(2026, 2, 3).getTime() / 1000;
  const steps = (await get(`/events/500/calls?startTime=${day}&endTime=${day + 86_400}`)) as Record<
    string,
    string
  >[];
  const givenUp = queue.filter(({ agent_id }) => agent_id === "").map(({ call_id }) => call_id);
  for (const id of givenUp) {
    const last = steps.filter(({ call_id }) => call_id === id).at(-1);
    expect(last).toMatchObject({ callee_type: "queue", state: "down", end_reason: "caller" });
  }

  const morning = await of("2026-03-04", "company");
  expect(morning.length).toBeGreaterThan(200);
  const leg = simulatedLeg("calling");
  const dialled = numberNamed(exchange, "Service");
  const { id } = exchange.pbx.callFromOutside({ leg, number: "31612345678", name: "Eve", dialled });
  clock.advance(1_000);
  leg.leave("hung-up");
  const today = await of("2026-03-04", "company");
  expect(today.slice(0, -1)).toEqual(morning);
  expect(today.at(-1)).toMatchObject({ call_id: id, start_time: "2026-03-04 14:00:00" });
});

import { expect, onTestFinished, test, vi } from "vitest";
import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { testClock } from "../../src/exchange/pbx/test-clock.ts";
import type { Exchange } from "../../src/exchange/start.ts";
import { numberNamed, queueNamed, quietExchange, userNamed } from "../../src/exchange/test-exchange.ts";
import { type CsvRow, readCsv } from "../../src/main/core-api/csv.ts";
import { createDataPath } from "../support/data-path.ts";

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 50 });
/** The files' times are whole seconds, and this clock takes steps of half a one. */
const expectAbout = (durationMs: number | null | undefined, expectedMs: number) =>
  expect(Math.abs((durationMs ?? 0) - expectedMs)).toBeLessThanOrEqual(1_500);
const customer = { number: "31612345678", name: "Jansen, P." };

async function signedIn(exchange: Exchange, who: string) {
  const path = createDataPath();
  onTestFinished(() => path.close());
  const { username, password } = exchange.credentials(who);
  const signIn = () => path.core.signIn(exchange.address, username, password);
  await signIn();
  return { path, signIn, history: () => path.now("history") };
}

/** An exchange of which the last minutes can be made in no time: its clock is behind, but not in another day. */
async function exchangeOfToday() {
  const midnight = new Date().setHours(0, 0, 0, 0);
  const clock = testClock(Math.max(midnight, Date.now() - 10 * 60_000));
  const exchange = await quietExchange({ clock });
  const { pbx } = exchange;
  const until = (what: () => boolean) => {
    for (let tries = 0; !what(); tries += 1) {
      if (tries > 300) throw new Error("it did not happen");
      clock.advance(500);
    }
  };
  const callQueue = (name: string) => {
    const leg = simulatedLeg("calling");
    return { leg, call: pbx.callFromOutside({ leg, ...customer, dialled: numberNamed(exchange, name) }) };
  };
  const callBy = (username: string, dialled: string) => {
    const leg = simulatedLeg("calling");
    const user = userNamed(exchange, username);
    const call = pbx.callFromUser({ leg, user, dialled, identified: () => undefined });
    if (!call) throw new Error(`${dialled} is no call of its own`);
    return { leg, call };
  };
  const rings = (username: string, callId: string) =>
    [...pbx.callsOf(userNamed(exchange, username).id)].some(({ parentId }) => parentId === callId);
  const onlyAgents = (queueName: string, ...usernames: string[]) => {
    for (const user of pbx.company.users.values())
      if (!usernames.includes(user.username)) pbx.people.leave(user, queueNamed(exchange, queueName));
  };
  return { exchange, pbx, clock, until, callQueue, callBy, rings, onlyAgents };
}

test("what I missed before I signed in is told with who answered instead, or that the caller left", async () => {
  const { exchange, pbx, until, clock, callQueue, callBy, rings, onlyAgents } = await exchangeOfToday();
  onlyAgents("Support", "eva", "tom");

  // Eva never answers: the queue goes on to Tom, unless it began with him.
  const taken = callQueue("Support");
  until(() => taken.call.destination.place.type === "User");
  clock.advance(10_000);
  taken.leg.leave("hung-up");
  clock.advance(60_000);
  const second = callQueue("Support");
  until(() => rings("eva", second.call.id));
  until(() => second.call.destination.place.type === "User");
  clock.advance(10_000);
  second.leg.leave("hung-up");
  clock.advance(60_000);
  const left = callQueue("Support");
  until(() => rings("eva", left.call.id));
  clock.advance(5_000);
  left.leg.leave("hung-up");
  const direct = callBy("mark", userNamed(exchange, "eva").extension);
  until(() => direct.call.ended);
  const out = callBy("eva", "0201234567");
  until(() => out.call.destination.state === "ANSWERED");
  clock.advance(8_000);
  out.leg.leave("hung-up");

  const passedOn = callBy("eva", "0207654321");
  until(() => passedOn.call.destination.state === "ANSWERED");
  clock.advance(6_000);
  const consult = callBy("eva", userNamed(exchange, "tom").extension);
  until(() => consult.call.destination.state === "ANSWERED");
  const talkedMs = clock.now() - (passedOn.call.destination.startedAt ?? 0);
  passedOn.leg.transfer({ target: "", ringMs: null, replaces: consult.leg, report: () => undefined });
  until(() => pbx.calls.size === 0);

  const { path, signIn, history } = await signedIn(exchange, "eva");
  await eventually(() => expect(history().some(({ callId }) => callId === out.call.id)).toBe(true));
  const of = ({ call }: { call: { id: string } }) => history().find(({ callId }) => callId === call.id);
  expect(of(second)).toMatchObject({
    direction: "incoming",
    party: { kind: "external", name: customer.name },
    queue: { name: "Support" },
    dialled: { name: "Support" },
    outcome: "missed",
    missedBecause: "answered-by-colleague",
    answeredBy: "Tom Kok",
    rangMs: 20_000,
    talkedMs: null,
  });
  expect(of(left)).toMatchObject({ outcome: "missed", missedBecause: "caller-left", answeredBy: null });
  expect(of(direct)).toMatchObject({
    party: { kind: "colleague", name: "Mark Visser" },
    queue: null,
    outcome: "missed",
    missedBecause: "no-answer",
  });
  expect(of(out)).toMatchObject({ direction: "outgoing", outcome: "talked" });
  expectAbout(of(out)?.talkedMs, 8_000);

  expect(of(passedOn)).toMatchObject({ outcome: "talked", endedBy: "transferred" });
  expectAbout(of(passedOn)?.talkedMs, talkedMs);

  const known = history();
  const another = callBy("eva", "0201234568");
  clock.advance(1_000);
  another.leg.leave("hung-up");
  await path.core.signOut();
  await signIn();
  await eventually(() => expect(of(another)).toMatchObject({ outcome: "unanswered" }));
  expect(history().filter(({ callId }) => callId !== another.call.id)).toEqual(known);
});

test("what I answered before I signed in is told with wait and talk", async () => {
  const { exchange, until, clock, callQueue, onlyAgents } = await exchangeOfToday();
  onlyAgents("Service", "noor");
  const { call, leg } = callQueue("Service");
  until(() => call.destination.place.type === "User");
  clock.advance(20_000);
  leg.leave("hung-up");

  const { history } = await signedIn(exchange, "noor");
  await eventually(() =>
    expect(history()).toMatchObject([
      {
        callId: call.id,
        party: { name: customer.name },
        queue: { name: "Service" },
        outcome: "talked",
        endedBy: "caller",
      },
    ]),
  );
  const [line] = history();
  expectAbout(line?.talkedMs, 20_000);
  expect(line?.rangMs).toBeGreaterThan(1_000);
  expectAbout(line?.waitedMs, line?.rangMs ?? 0);
});

test("the demo's operator has all her calls of today, each once, and callers whom she talked with before", async () => {
  const exchange = await quietExchange({ lastWeek: true });
  const { services, pbx } = exchange;
  const { username, password } = exchange.credentials(exchange.operator);
  const anna = userNamed(exchange, exchange.operator);
  const callsOn = async (daysAgo: number) => {
    const at = new Date();
    at.setDate(at.getDate() - daysAgo);
    const answer = await fetch(
      `${services.files}/cdr/${pbx.company.id}/${at.toLocaleDateString("sv-SE")}/user.csv`,
      { headers: { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` } },
    );
    const rows: CsvRow[] = [];
    await readCsv(await answer.text(), (row) => rows.push(row));
    return rows.filter((row) => row.get("identity_id") === anna.identityId);
  };
  const { path, history } = await signedIn(exchange, exchange.operator);
  const expected = new Set((await callsOn(0)).map((row) => row.get("parent_id") || row.get("call_id")));
  await eventually(() => expect(history()).toHaveLength(expected.size));
  expect(new Set(history().map(({ callId }) => callId))).toEqual(expected);

  const yesterday = await callsOn(1);
  const fromOutside = (row: CsvRow) =>
    row.get("answer_time") !== "" &&
    row.get("direction") === "incoming" &&
    /^31/.test(row.get("number") ?? "");
  const number = yesterday.find(fromOutside)?.get("number") ?? "";
  const leg = simulatedLeg("calling");
  const dialled = numberNamed(exchange, "Main number");
  pbx.callFromOutside({ leg, number, name: "", dialled });
  await eventually(() => {
    const [caller] = path.now("callers");
    expect(caller?.before.some(({ outcome }) => outcome === "talked")).toBe(true);
  });
});

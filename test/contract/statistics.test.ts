import { expect, onTestFinished, test, vi } from "vitest";
import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { numberNamed, queueNamed, quietExchange } from "../../src/exchange/test-exchange.ts";
import { combine, ratesOf } from "../../src/shared/model/visits.ts";
import { createDataPath } from "../support/data-path.ts";

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 50 });

/** Somebody calls the queue "Orders" of an exchange. */
function caller(exchange: Awaited<ReturnType<typeof quietExchange>>) {
  const leg = simulatedLeg("calling");
  const dialled = numberNamed(exchange, "Orders");
  const call = exchange.pbx.callFromOutside({ leg, number: "31612345678", name: "", dialled });
  return { leg, call };
}

function dataPath() {
  const path = createDataPath();
  onTestFinished(() => path.close());
  return path;
}

test("callers who are answered and callers who give up show in the figures, also to who comes later", async () => {
  const exchange = await quietExchange();
  const queueId = queueNamed(exchange, "Orders").id;
  const path = dataPath();
  const { username, password } = exchange.credentials(exchange.operator);
  await path.core.signIn(exchange.address, username, password);
  const tallyOf = (of = path) => of.now("tallies").find((each) => each.queueId === queueId);
  await eventually(() => expect(tallyOf()).toBeDefined());

  const patient = caller(exchange);
  const hasty = caller(exchange);
  await eventually(() => expect(tallyOf()?.last30Minutes).toMatchObject({ offered: 2 }));
  hasty.leg.leave("hung-up");
  await eventually(() => expect(patient.call.destination.place.type).toBe("User"));
  await eventually(() =>
    expect(tallyOf()?.today).toMatchObject({
      answered: 1,
      answeredInTime: 1,
      abandoned: 1,
      shortAbandoned: 1,
      talks: 0,
    }),
  );
  patient.leg.leave("hung-up");
  await eventually(() => expect(tallyOf()?.today.talks).toBe(1));
  const agent = () => path.now("colleagues").find((each) => each.wrapUp !== null);
  await eventually(() => expect(agent()).toBeDefined());
  const inWrapUp = exchange.pbx.company.users.get(agent()?.userId ?? "");
  if (inWrapUp) exchange.pbx.people.setStatus(inWrapUp, "ALL");
  await eventually(() => expect(tallyOf()?.today.wrapUps).toBe(1));
  const today = tallyOf()?.today;
  expect(today && ratesOf(today)).toMatchObject({ serviceLevel: 1, abandonRate: 0 });
  const quarters = path.now("quarters").find((each) => each.queueId === queueId);
  expect(quarters?.today).toHaveLength(96);
  expect(quarters?.today.reduce((sum, each) => sum + each, 0)).toBe(2);

  const later = dataPath();
  await later.core.signIn(exchange.address, username, password);
  await eventually(() =>
    expect(tallyOf(later)?.today).toMatchObject({
      offered: 2,
      answered: 1,
      abandoned: 1,
      talks: 1,
      wrapUps: 1,
    }),
  );
  later.ingest.clear();
  await eventually(() => expect(later.now("tallies")).toEqual([]));
});

test("the same weekday of last week and today's earlier hours come from the exchange's files", async () => {
  const exchange = await quietExchange({ lastWeek: true });
  const path = dataPath();
  const { username, password } = exchange.credentials(exchange.operator);
  await path.core.signIn(exchange.address, username, password);
  await eventually(() => expect(path.now("quarters").some((each) => each.lastWeek !== null)).toBe(true));
  const { services, pbx } = exchange;
  const rowsOn = async (daysAgo: number) => {
    const at = new Date();
    at.setDate(at.getDate() - daysAgo);
    const answer = await fetch(
      `${services.files}/cdr/${pbx.company.id}/${at.toLocaleDateString("sv-SE")}/queue.csv`,
      { headers: { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` } },
    );
    return (await answer.text()).trimEnd().split("\n").slice(1);
  };
  const total = (counts: readonly number[]) => counts.reduce((sum, each) => sum + each, 0);
  const [today, lastWeek] = await Promise.all([rowsOn(0), rowsOn(7)]);
  const quarters = path.now("quarters");
  expect(lastWeek.length).toBeGreaterThan(50);
  expect(total(quarters.flatMap((each) => each.lastWeek ?? []))).toBe(lastWeek.length);
  expect(total(quarters.flatMap((each) => each.today))).toBe(today.length);
  const all = combine(path.now("tallies").map((each) => each.today));
  expect(all.offered).toBe(today.length);
  expect(all.others.unknown).toBe(0);
});

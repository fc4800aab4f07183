import { expect, test } from "vitest";
import type { FilesClient } from "../../src/main/core-api/files-client.ts";
import { snapshot } from "../../src/main/ingest/test-ingest.ts";
import { agentTimes } from "../../src/main/stats/agent-times.ts";
import { explain } from "../../src/main/stats/explain.ts";
import type { StoredVisit } from "../../src/main/store/visit-rows.ts";
import { dayAt } from "../../src/shared/model/calendar.ts";
import { Figure } from "../../src/shared/model/explanation.ts";
import type { Instant, QueueId } from "../../src/shared/model/ids.ts";
import { success } from "../../src/shared/model/result.ts";
import { ServiceLevelFormula, type Tally } from "../../src/shared/model/visits.ts";
import { createListeningProduct, type ListeningProduct, timesOff } from "../support/listening-product.ts";
import { type Outage, type ScriptedDay, scriptedDay } from "../support/scripted-day.ts";

const timeZone = "Europe/Amsterdam";
const at = (time: string): Instant => Date.parse(`2026-03-04T${time}+01:00`);
const today = dayAt(at("12:00:00"), timeZone);
const signInAt = at("07:55:00");
/** The last caller has hung up. */
const over = at("20:00:00");
const minute = 60_000;
/** Between two seconds: it is certain on which side each thing is. */
const outages: readonly Outage[] = ["09:07:12.5", "10:31:40.5", "12:00:00.5", "14:44:59.5", "17:20:03.5"].map(
  (from) => ({ from: at(from), to: at(from) + 10 * minute }),
);

const product = () => createListeningProduct(signInAt, timeZone);

/** Says what happened until then, each at its time. */
function hear(listening: ListeningProduct, day: ScriptedDay, from: Instant, to: Instant): void {
  const happenings = day.core.happenings();
  let next = happenings.findIndex((each) => each.at > from);
  for (let first = happenings[next]; first && first.at <= to; first = happenings[next]) {
    const begin = next;
    while (happenings[next]?.at === first.at) next += 1;
    listening.until(first.at);
    listening.hear(happenings.slice(begin, next).map(({ fact }) => fact));
  }
  listening.until(to);
}

function connect(listening: ListeningProduct, day: ScriptedDay): Promise<void> {
  const queues = day.queueIds.map((queueId) => ({ queueId, name: queueId }));
  const { calls, users } = day.core.snapshotAt(listening.now());
  return listening.connect(snapshot({ calls, users, queues, memberships: [], me: null }));
}

/** What a core has written that is still writing: so much of each file. */
const halfWritten = (files: FilesClient, share: number): FilesClient => ({
  async get(path) {
    const file = await files.get(path);
    return file.ok ? success(file.value.slice(0, Math.floor(file.value.length * share))) : file;
  },
});

async function liveDay(day: ScriptedDay): Promise<ListeningProduct> {
  const live = product();
  await connect(live, day);
  hear(live, day, signInAt, over);
  return live;
}

/** Its files come whole and half, before and after the snapshots, and several times. */
async function replayedDay(day: ScriptedDay): Promise<ListeningProduct> {
  const replayed = product();
  await connect(replayed, day);
  let from = signInAt;
  for (const [place, outage] of outages.entries()) {
    hear(replayed, day, from, outage.from);
    replayed.cut();
    replayed.until(outage.to);
    const files = day.core.filesAt(outage.to);
    if (place === 1) await replayed.read(files, today);
    await connect(replayed, day);
    if (place === 2) await replayed.read(halfWritten(files, 0.97), today);
    if (place === 3) await replayed.read(files, today);
    from = outage.to;
  }
  hear(replayed, day, from, over);
  await replayed.read(halfWritten(day.core.filesAt(over), 0.6), today);
  await replayed.read(day.core.filesAt(over), today);
  return replayed;
}

/** Whence a figure is known is no figure: that differs, and is looked at by itself. */
const figuresOf = (tally: Tally) => ({ ...tally, rebuilt: 0 });

const byFormula = ServiceLevelFormula.options.map((formula) => ({
  figure: "service-level" as const,
  formula,
}));
const allFigures = [
  ...Figure.exclude(["service-level"]).options.map((figure) => ({ figure, formula: "default" as const })),
  ...byFormula,
];

/** Every figure of a queue over a span, and which visits it is of. */
function explained({ store }: ListeningProduct, queueId: QueueId, from: Instant, to: Instant) {
  const visits = store.visitsOf(queueId, from, to);
  return allFigures.map((figure) => {
    const explanation = explain(visits, { ...figure, serviceLevelMs: 20_000 });
    const of = explanation.visits.map(({ callId, enteredAt, outcome, waitMs, leftOut }) =>
      [callId, enteredAt, outcome, waitMs, leftOut].join(" "),
    );
    return { ...explanation, sums: figuresOf(explanation.sums), visits: of.sort() };
  });
}

const visitsOf = ({ store }: ListeningProduct, queueId: QueueId) =>
  store
    .visitsOf(queueId, today.startsAt, today.endsAt)
    .toSorted((a, b) => a.enteredAt - b.enteredAt || a.callId.localeCompare(b.callId));

/** All but what says whence it is known. */
const knownOf = (visits: readonly StoredVisit[]) => visits.map(({ visitId, rebuilt, ...visit }) => visit);

const overlaps = ({ enteredAt, wrapUpEndedAt, talkEndedAt, leftAt }: StoredVisit, outage: Outage) =>
  enteredAt < outage.to && outage.from < (wrapUpEndedAt ?? talkEndedAt ?? leftAt ?? enteredAt);

/**
 * The core's times are whole seconds, and here everything happens at whole ones, so that every figure is equal to the millisecond. Nothing
 * that is counted is missing in the files: talk is counted with what of it was hold, and who was rung in vain is part of no figure.
 */
test("a day of 20,000 calls with five outages has the figures of the same day without any, and names its gaps", async () => {
  const seed = 20_260_304;
  const day = scriptedDay({
    ...{ startsAt: at("08:00:00"), calls: 20_000, queues: 20, agents: 100, outages },
    ...{ seed, tickMs: 1_000 },
  });
  expect(day.core.happenings().at(-1)?.at).toBeLessThan(over);
  console.info(
    `seed ${seed}:`,
    day.visits,
    "visits",
    day.core.happenings().length,
    "notifications",
    day.counts,
  );
  const live = await liveDay(day);
  const replayed = await replayedDay(day);

  const beforeUs = { from: today.startsAt, to: signInAt, filled: true };
  expect(replayed.gaps()).toEqual([beforeUs, ...outages.map((outage) => ({ ...outage, filled: true }))]);
  expect(live.gaps()).toEqual([{ ...beforeUs, filled: false }]);

  const [asLive, asReplayed] = [live.published(), replayed.published()];
  expect(asReplayed.quarters).toEqual(asLive.quarters);
  for (const [place, row] of asLive.tallies.entries()) {
    const other = asReplayed.tallies[place];
    expect(other?.queueId).toBe(row.queueId);
    expect(other && figuresOf(other.today)).toEqual(figuresOf(row.today));
    expect(row.today.rebuilt).toBe(0);
    expect(other?.today.rebuilt).toBeGreaterThan(0);
  }
  expect(asLive.tallies.reduce((sum, row) => sum + row.today.offered, 0)).toBe(day.visits);

  for (const queueId of day.queueIds) {
    expect(knownOf(visitsOf(replayed, queueId))).toEqual(knownOf(visitsOf(live, queueId)));
    for (let from = today.startsAt; from < today.endsAt; from += 60 * minute)
      expect(explained(replayed, queueId, from, from + 60 * minute)).toEqual(
        explained(live, queueId, from, from + 60 * minute),
      );
    for (const visit of visitsOf(replayed, queueId)) {
      const unheard = outages.some((outage) => overlaps(visit, outage));
      const whole = outages.some(({ from, to }) => from < visit.enteredAt && (visit.leftAt ?? to) < to);
      expect(visit.rebuilt ? unheard : !whole).toBe(true);
    }
  }
  expect([...live.lines, ...replayed.lines].filter((line) => line.includes(" error "))).toEqual([]);

  // What agents were at is not made up for the gaps; between them it is the same.
  const borders = [today.startsAt, ...outages.flatMap(({ from, to }) => [from, to]), over];
  for (let place = 0; place < borders.length; place += 2) {
    const [from = 0, to = 0] = borders.slice(place, place + 2);
    const times = ({ store }: ListeningProduct) =>
      Map.groupBy(agentTimes(store.agentStaysWithin(from, to), from, to), ({ userId }) => userId);
    expect(times(replayed).size).toBe(100);
    expect(times(replayed)).toEqual(times(live));
  }

  const before = day.queueIds.map((queueId) => visitsOf(replayed, queueId));
  await replayed.read(day.core.filesAt(over), today);
  expect(day.queueIds.map((queueId) => visitsOf(replayed, queueId))).toEqual(before);
  // Nothing is waited for in here: how long so much reckoning takes says something of the machine alone.
}, 600_000);

test("where things happen between two seconds, a replayed day is as exact as the files: no outcome differs, and no time by more than three seconds", async () => {
  const day = scriptedDay({
    ...{ startsAt: at("08:00:00"), calls: 2_000, queues: 4, agents: 40, outages },
    ...{ seed: 7, tickMs: 1 },
  });
  const live = await liveDay(day);
  const replayed = await replayedDay(day);
  const off = day.queueIds.flatMap((queueId) =>
    timesOff(visitsOf(live, queueId), visitsOf(replayed, queueId)),
  );
  expect(Math.max(...off)).toBeLessThanOrEqual(3_000);
  expect(off.some((each) => each > 0)).toBe(true);
}, 60_000);

import { parse } from "ltx";
import { expect, test } from "vitest";
import { notificationXml } from "../../src/exchange/core-api/notifications.ts";
import { phoneComponent } from "../../src/exchange/core-api/phone-component.ts";
import { type SimulatedLeg, simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import type { Call } from "../../src/exchange/pbx/call.ts";
import { seededRandom } from "../../src/exchange/pbx/random.ts";
import { testClock } from "../../src/exchange/pbx/test-clock.ts";
import { quietExchange } from "../../src/exchange/test-exchange.ts";
import type { Fact, Snapshot } from "../../src/main/core-api/facts.ts";
import type { FilesClient } from "../../src/main/core-api/files-client.ts";
import { parseEventMessage } from "../../src/main/core-api/parse-notification.ts";
import { loadSnapshot } from "../../src/main/core-api/snapshot.ts";
import { dayAt } from "../../src/shared/model/calendar.ts";
import type { QueueId } from "../../src/shared/model/ids.ts";
import { success } from "../../src/shared/model/result.ts";
import { createListeningProduct, timesOff } from "../support/listening-product.ts";

const minute = 60_000;
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const startAt = new Date(2026, 2, 4, 9, 0, 0).getTime();
const today = dayAt(startAt, timeZone);
/** From minute to minute. */
const outages = [
  [17, 27],
  [43, 53],
  [80, 90],
] as const;

/** A company's morning on the exchange, by a clock that the test drives, without a wire. */
async function morning() {
  const clock = testClock(startAt);
  const exchange = await quietExchange({ clock, seed: 11, callersPerMinute: 12, users: 60, queues: 6 });
  const { pbx, services } = exchange;
  const { username, password } = exchange.credentials(exchange.operator);
  const domain = services.xmppDomain;
  const phone = phoneComponent(pbx, domain);
  const random = seededRandom(5);
  const counts = { blind: 0, "to a queue": 0, attended: 0 };

  const files: FilesClient = {
    async get(path, query = {}) {
      const Authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
      const address = `${services.files}/${path.join("/")}?${new URLSearchParams(query)}`;
      // Between two readings this process lets no connection be looked after.
      const headers = { Authorization, Connection: "close" };
      return success(await (await fetch(address, { headers })).text());
    },
  };

  /** Some agents put the caller through: to a colleague, back to a queue, or after having talked with a colleague. */
  function putThrough(call: Call): void {
    const leg = call.lines.destination?.leg as SimulatedLeg;
    const agentId = call.destination.place.type === "User" ? call.destination.place.userId : "";
    const agent = pbx.company.users.get(agentId);
    const free = [...pbx.company.users.values()].find(
      (user) => user.loggedIn && user !== agent && pbx.callsOf(user.id).size === 0,
    );
    if (!agent || !free) return;
    const wish = { ringMs: 15_000, replaces: null, report: () => undefined };
    const still = () => !call.ended && call.lines.destination?.leg === leg;
    switch (Math.floor(random.next() * 6)) {
      case 0:
        counts.blind += 1;
        clock.after(8_000, () => still() && leg.transfer({ ...wish, target: free.extension }));
        return;
      case 1:
        counts["to a queue"] += 1;
        clock.after(
          9_000,
          () =>
            still() &&
            leg.transfer({ ...wish, target: [...pbx.company.queues.values()][0]?.extension ?? "" }),
        );
        return;
      case 2:
        clock.after(7_000, () => {
          if (!still()) return;
          leg.hold(true);
          const consult: SimulatedLeg = simulatedLeg("calling", {
            answered: () =>
              clock.after(4_000, () => {
                if (!still() || consult.state !== "answered") return;
                counts.attended += 1;
                leg.transfer({ ...wish, target: free.extension, replaces: consult });
              }),
          });
          pbx.callFromUser({
            leg: consult,
            user: agent,
            dialled: free.extension,
            identified: () => undefined,
          });
        });
    }
  }
  pbx.subscribe((event) => {
    if (event.type === "queue.call-left") {
      const call = pbx.calls.get(event.callId);
      if (call?.destination.place.type === "User") clock.after(0, () => putThrough(call));
    }
  });

  return {
    clock,
    pbx,
    counts,
    files,
    /** The answer ends it. */
    follow: (listener: (facts: readonly Fact[]) => void) =>
      pbx.subscribe((event) =>
        listener(
          parseEventMessage(
            parse(
              `<message><event><items><item>${notificationXml(event, clock.now())}</item></items></event></message>`,
            ),
          ),
        ),
      ),
    async snapshot(): Promise<Snapshot> {
      const { snapshot } = await loadSnapshot({
        ask: (iq) =>
          new Promise((resolve, reject) => {
            const [payload] = iq.getChildElements();
            if (!payload?.is("request")) return reject(new Error("nobody is there"));
            phone.request({
              from: `${username}@${domain}/test`,
              payload,
              answer: (content) => resolve(parse(`<iq>${content}</iq>`)),
              refuse: (_type, condition) => reject(new Error(condition)),
            });
          }),
        company: services.rest,
        phone: `phone.${domain}`,
        domain,
        ownJid: `${username}@${domain}`,
        ...{ clock, now: clock.now },
      });
      return snapshot;
    },
  };
}

test("two hours of the exchange with three outages have the figures of the same hours without any, as exactly as its files tell", async () => {
  const { clock, pbx, counts, files, follow, snapshot } = await morning();
  const live = createListeningProduct(startAt, timeZone);
  const replayed = createListeningProduct(startAt, timeZone);
  const listeners = new Set([live, replayed]);
  follow((facts) => {
    for (const each of listeners) {
      each.until(clock.now());
      each.hear(facts);
    }
  });
  const goOn = (to: number) => {
    while (clock.now() < startAt + to * minute) clock.advance(1_000);
    for (const each of [live, replayed]) each.until(clock.now());
  };
  for (const each of listeners) await each.connect(await snapshot());
  for (const [from, to] of outages) {
    goOn(from);
    replayed.cut();
    listeners.delete(replayed);
    goOn(to);
    await replayed.connect(await snapshot());
    listeners.add(replayed);
    await replayed.read(files, today);
  }
  goOn(120);
  await replayed.read(files, today);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(10);

  const over = (product: typeof live, queueId: string) =>
    product.store
      .visitsOf(queueId as QueueId, today.startsAt, today.endsAt)
      .filter(({ callId }) => !pbx.calls.has(callId));
  const queueIds = [...pbx.company.queues.keys()];
  const off = queueIds.flatMap((queueId) => timesOff(over(live, queueId), over(replayed, queueId)));
  expect(off.length).toBeGreaterThan(1_500);
  expect(Math.max(...off)).toBeLessThanOrEqual(3_000);
  const gaps = outages.map(([from, to]) => ({ from: startAt + from * minute, to: startAt + to * minute }));
  expect(replayed.gaps()?.slice(1)).toEqual(gaps.map((gap) => ({ ...gap, filled: true })));
}, 60_000);

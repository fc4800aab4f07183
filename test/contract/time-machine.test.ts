import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startExchange } from "../../src/exchange/start.ts";
import { createEventLog } from "../../src/main/event-log/create-event-log.ts";
import { createProduct } from "../../src/main/product.ts";
import { openEventRows } from "../../src/main/store/event-rows.ts";
import { openStore } from "../../src/main/store/open-store.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createHandClock } from "../../src/main/support/hand-clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamItem, StreamName } from "../../src/shared/contract/streams.ts";
import type { CompanyThen } from "../../src/shared/model/company-then.ts";
import type { UserId } from "../../src/shared/model/ids.ts";
import type { Result } from "../../src/shared/model/result.ts";
import { smallDisk } from "../support/small-disk.ts";
import { callWithTone, quietExchange } from "../support/stage.ts";

const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 15_000, interval: 25 });

test("what the windows were told at a moment can be asked for later, and what nobody listened to cannot", async () => {
  const exchange = await startExchange(quietExchange);
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-time-machine-"));
  const product = createProduct({
    dataFolder: folder,
    clock: systemClock,
    log: createLog(() => {}, Date.now),
    startDemoExchange: () => Promise.reject(new Error("the test has its own")),
  });
  onTestFinished(async () => {
    await product.close();
    await rm(folder, { recursive: true });
  });
  const now = <N extends StreamName>(stream: N): readonly StreamItem<N>[] => {
    let rows: readonly unknown[] = [];
    product.follow(stream, (frame) => {
      if (frame.kind === "rows") rows = frame.rows;
    })();
    return rows as readonly StreamItem<N>[];
  };
  const stateAt = (at: number) =>
    product.request("time-machine.state", { at }) as Promise<Result<CompanyThen>>;
  const queuesAt = async (at: number) => {
    const then = await stateAt(at);
    return then.ok ? then.value.queues : then.refusal.code;
  };

  const started = Date.now();
  const { username, password } = exchange.credentials(exchange.operator);
  await product.request("session.sign-in", { server: exchange.address, username, password });
  await eventually(() => expect(now("switches")).not.toEqual([]));
  const mine = () => now("queues").filter(({ myPriority }) => myPriority !== null);
  await eventually(() => expect(mine().map(({ agentsFree }) => agentsFree)).toEqual([1, 1]));
  const quiet = { at: Date.now(), queues: now("queues") };
  const call = callWithTone(exchange, 600, { number: "31612345678", name: "Sanne de Vries" });
  await eventually(() => expect(now("live-calls").map(({ state }) => state)).toEqual(["waiting"]));
  // From now on the queue rings the operator, and nothing else happens.
  await eventually(() => expect(mine().map(({ agentsFree }) => agentsFree)).toEqual([0, 0]));
  const busy = { queues: now("queues"), liveCalls: now("live-calls"), switches: now("switches") };
  const busyAt = Date.now();
  const names = now("colleagues").map(({ name, department, call: talk }) => [name, department, talk?.state]);
  call.hangUp();
  await eventually(() => expect(now("live-calls")).toEqual([]));

  const then = await stateAt(busyAt);
  expect(then).toMatchObject({ ok: true, value: busy });
  expect(
    then.ok && then.value.colleagues.map((each) => [each.name, each.department, each.call?.state]),
  ).toEqual(names);
  expect(await queuesAt(quiet.at)).toEqual(quiet.queues);
  expect(await queuesAt(started - 60_000)).toBe("not-kept");
  expect(await queuesAt(started)).toBe("not-listened");
  expect(await queuesAt(Date.now() + 60_000)).toBe("in-the-future");

  await exchange.close();
  await eventually(async () => expect(await queuesAt(Date.now())).toBe("not-listened"));
  expect(await queuesAt(quiet.at)).toEqual(quiet.queues);
  await product.request("session.sign-out", {});
  expect(await queuesAt(quiet.at)).toBe("not-signed-in");
});

test("when the disk fills up the log stops with one line; what it has can still be seen, and the store goes on", async ({
  skip,
}) => {
  const disk = smallDisk();
  if (!disk) return skip("only an administrator may make a small disk");
  const clock = createHandClock();
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line), clock.now);
  const store = openStore({ file: ":memory:", log, now: clock.now });
  const rows = openEventRows({ file: path.join(disk.folder, "events.sqlite"), log, now: clock.now });
  const eventLog = createEventLog({ rows, store, clock, log, listenedAt: () => true });
  onTestFinished(() => {
    eventLog.close();
    store.close();
  });
  const putUser = (each: number) => {
    eventLog.store.putUser({
      ...{ userId: String(each) as UserId, name: `Colleague ${Math.random()}`, extensions: [String(each)] },
      ...{ email: null, loggedIn: true, status: "available", statusLabel: null, wrapUp: null },
    });
    clock.advance(1_000);
  };
  const usersAt = (instant: number) => eventLog.stateAt(instant, (then) => then.userIds().length);
  putUser(0);
  const before = clock.now();
  disk.fill();
  for (let each = 1; each < 2_000; each++) putUser(each);
  expect(lines).toEqual([expect.stringContaining("changes are not kept any more")]);
  expect(store.userIds()).toHaveLength(2_000);
  expect(await usersAt(before)).toEqual({ ok: true, value: 1 });
  expect(await usersAt(clock.now())).toMatchObject({ refusal: { code: "not-kept" } });
  expect(eventLog.isKept()).toBe(false);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { openEventRows } from "../store/event-rows.ts";
import type { Store, StoreReader } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";
import { createLog } from "../support/log.ts";
import { createEventLog } from "./create-event-log.ts";

/** A folder that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-events-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A real log in a file. */
export function testLog(options: {
  folder: string;
  store: Store;
  clock: Clock;
  listenedAt?: (instant: number) => boolean;
  bytesAtMost?: number;
}) {
  const { folder, clock, listenedAt = () => true } = options;
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line), clock.now);
  const file = path.join(folder, "events.sqlite");
  const rows = openEventRows({ file, log, now: clock.now });
  return { ...createEventLog({ ...options, rows, log, listenedAt }), rows, file, lines };
}

const byText = <T>(all: readonly T[]) =>
  all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** All that the log promises to know. */
export const liveState = (store: StoreReader) => ({
  me: store.me(),
  users: byText(
    store.userIds().map((userId) => {
      const { department, ...user } = store.user(userId) ?? {};
      return user;
    }),
  ),
  queues: byText(store.queueIds().map(store.queue)),
  memberships: byText([
    ...store.queueIds().flatMap(store.membersOf),
    ...store.userIds().flatMap(store.membershipsOf),
  ]),
  calls: byText(store.calls()),
  waiting: store.queueIds().map((queueId) => store.waitingCalls(queueId)),
  agents: store.queueIds().map((queueId) => store.agentsOf(queueId)),
  switches: store.switches(),
});

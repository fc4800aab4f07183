import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { mark } from "../ingest/test-ingest.ts";
import { openEventRows } from "../store/event-rows.ts";
import type { Store, StoredCall, StoreReader } from "../store/rows.ts";
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
  /** Whether any file has the middle of these bytes, which are compressed: no two changes have the same. */
  const onDisk = (changes: Uint8Array = new Uint8Array()) => {
    const middle = changes.subarray(changes.length / 3, (changes.length * 2) / 3);
    return readdirSync(folder).some((name) =>
      readFileSync(path.join(folder, name)).includes(Buffer.from(middle)),
    );
  };
  const eventLog = createEventLog({ ...options, rows, log, listenedAt });
  let closed = false;
  const close = () => {
    if (!closed) eventLog.close();
    closed = true;
  };
  onTestFinished(close);
  return { ...eventLog, close, rows, file, lines, onDisk };
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

export const storedCall = (callId: CallId, number = "31612345678"): StoredCall => ({
  callId,
  parentCallId: null,
  source: { kind: "external", number, name: "Sanne de Vries", ...answered },
  destination: { kind: "user", userId: mark, name: "Mark Visser", ...answered },
  dialledNumber: null,
  queue: null,
});
const answered = { state: "answered", createdAt: 1_000, answeredAt: 2_000 } as const;

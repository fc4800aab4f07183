import { type Call, type Callpoint, type EndReason, type Place, stateOf } from "../pbx/call.ts";
import type { Clock } from "../pbx/clock.ts";
import type { User } from "../pbx/company.ts";
import type { PbxEvent } from "../pbx/events.ts";
import type { Pbx } from "../pbx/pbx.ts";

/** The exchange forgets the oldest rows of a file beyond this many: it runs for days. */
const rowsKept = 20_000;
/** A call has many steps, and the reasons of a morning should be told in the evening. */
const callStepsKept = 100_000;

export interface CallRecord {
  readonly id: string;
  readonly parentId: string | null;
  readonly startedAt: number;
  from: Place;
  readonly dialled: string;
  /** By a person; a queue's own answer does not count. */
  answeredAt: number | null;
  endedAt: number | null;
  reason: EndReason | null;
  /** Everybody of the company who was in it. */
  readonly users: Map<string, UserPart>;
  steps: number;
}

/** Somebody's part in a call: others may have been in it before, and may go on with it. */
export interface UserPart {
  readonly place: Place & { type: "User" };
  readonly incoming: boolean;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  /** null: he stayed to its end. */
  readonly leftAt: number | null;
}

export interface QueueRecord {
  readonly call: CallRecord;
  readonly queueId: string;
  readonly queueName: string;
  readonly enteredAt: number;
  leftAt: number | null;
  agent: (Place & { type: "User" }) | null;
}

export interface CallStep {
  readonly id: number;
  readonly callId: string;
  readonly parentId: string | null;
  readonly step: number;
  readonly at: number;
  readonly source: Callpoint;
  readonly destination: Callpoint;
  readonly state: string;
  readonly reason: EndReason | null;
  readonly queueExit: string;
}

export interface UserStep {
  readonly id: number;
  readonly at: number;
  readonly type: "login" | "logoff" | "remove" | "status";
  readonly user: User;
  readonly target: { readonly type: "phone" | "queue"; readonly id: string; readonly name: string } | null;
  readonly receiveCalls: string;
  readonly displayStatus: string;
  readonly callId: string;
  readonly endsAt: number | null;
}

/** What went on, kept for the files API (core API section 10). */
export interface CallRecords {
  readonly calls: readonly CallRecord[];
  readonly visits: readonly QueueRecord[];
  readonly callSteps: readonly CallStep[];
  readonly userSteps: readonly UserStep[];
  close(): void;
}

/** What went on before the exchange was started. All of it is over. */
export interface PastRecords {
  /** The days that it tells of: "YYYY-MM-DD" of the exchange's own place. */
  readonly days: readonly string[];
  of(day: string): Pick<CallRecords, "calls" | "visits" | "callSteps">;
}

export const noPast: PastRecords = { days: [], of: () => ({ calls: [], visits: [], callSteps: [] }) };

export function callRecords(pbx: Pbx, clock: Clock): CallRecords {
  const calls: CallRecord[] = [];
  const visits: QueueRecord[] = [];
  const callSteps: CallStep[] = [];
  const userSteps: UserStep[] = [];
  const live = new Map<string, CallRecord>();
  const waiting = new Map<string, QueueRecord>();
  let ids = 0;

  const keep = <T>(rows: T[], row: T, most = rowsKept) => {
    rows.push(row);
    // In slices: moving the whole array for every row would cost more than the row.
    if (rows.length > most * 1.1) rows.splice(0, rows.length - most);
  };
  const step = (call: Call, record: CallRecord, reason: EndReason | null, queueExit = "") => {
    const { source, destination } = call;
    const row: CallStep = {
      id: ++ids,
      callId: call.id,
      parentId: call.parentId,
      step: record.steps++,
      at: clock.now(),
      source: { ...source },
      destination: { ...destination },
      state: stateOf(call),
      reason,
      queueExit,
    };
    keep(callSteps, row, callStepsKept);
  };
  const seen = (call: Call, record: CallRecord) => {
    const now = clock.now();
    const { source, destination } = call;
    const talks = destination.state === "ANSWERED" && destination.place.type !== "Queue";
    if (talks) record.answeredAt ??= now;
    // Click-to-dial rings the one who calls first.
    const isDialler = source.place.type === "Dialplan";
    if (record.from.type === "Dialplan") record.from = source.place;
    const present = [source.place, destination.place].filter((place) => place.type === "User");
    for (const place of present) {
      const known = record.users.get(place.userId);
      record.users.set(place.userId, {
        place,
        incoming: known?.incoming ?? (place === destination.place && !isDialler),
        startedAt: known?.startedAt ?? now,
        answeredAt: known?.answeredAt ?? (talks ? now : null),
        leftAt: null,
      });
    }
    for (const [userId, part] of record.users)
      if (part.leftAt === null && !present.some((place) => place.userId === userId))
        record.users.set(userId, { ...part, leftAt: now });
  };
  const userStep = (user: User, type: UserStep["type"], target: UserStep["target"]) =>
    keep(userSteps, {
      id: ++ids,
      at: clock.now(),
      type,
      user,
      target,
      receiveCalls: type === "status" ? user.receiveCalls : "",
      displayStatus: type === "status" ? user.displayStatus : "",
      callId: user.wrapUp?.callId ?? "",
      endsAt: user.wrapUp?.endsAt ?? null,
    });
  const membership = (userId: string, queueId: string, type: "login" | "remove") => {
    const user = pbx.company.users.get(userId);
    const queue = pbx.company.queues.get(queueId);
    if (user && queue) userStep(user, type, { type: "queue", id: queue.id, name: queue.name });
  };

  const take = (event: PbxEvent) => {
    switch (event.type) {
      case "call.started": {
        const { call } = event;
        const dialled = [call.destination.place, call.source.place].find(({ type }) => type === "Dialplan");
        const record: CallRecord = {
          id: call.id,
          parentId: call.parentId,
          startedAt: clock.now(),
          from: call.source.place,
          dialled: dialled?.type === "Dialplan" ? dialled.exten : "",
          answeredAt: null,
          endedAt: null,
          reason: null,
          users: new Map(),
          steps: 0,
        };
        live.set(call.id, record);
        keep(calls, record);
        seen(call, record);
        return step(call, record, null);
      }
      case "call.updated":
      case "call.ended": {
        const record = live.get(event.call.id);
        if (!record) return;
        if (event.type === "call.updated") seen(event.call, record);
        else {
          record.endedAt = clock.now();
          record.reason = event.reason;
          live.delete(record.id);
        }
        return step(event.call, record, record.reason);
      }
      case "call.queue-exit": {
        const call = pbx.calls.get(event.callId);
        const record = live.get(event.callId);
        return call && record && step(call, record, null, event.exit);
      }
      case "queue.call-entered": {
        const record = live.get(event.callId);
        const queue = pbx.company.queues.get(event.queueId);
        if (!record || !queue) return;
        const visit: QueueRecord = {
          call: record,
          queueId: queue.id,
          queueName: queue.name,
          enteredAt: clock.now(),
          leftAt: null,
          agent: null,
        };
        waiting.set(event.callId, visit);
        return keep(visits, visit);
      }
      case "queue.call-left": {
        const visit = waiting.get(event.callId);
        const place = pbx.calls.get(event.callId)?.destination.place;
        if (!visit) return;
        waiting.delete(event.callId);
        visit.leftAt = clock.now();
        if (place?.type === "User") visit.agent = place;
        return;
      }
      case "member.entered":
        return membership(event.member.userId, event.member.queueId, "login");
      case "member.left":
        return membership(event.member.userId, event.member.queueId, "remove");
      case "member.updated":
        return;
      case "user.updated":
        if (event.property !== "loggedIn") return;
        return userStep(event.user, event.newValue === "true" ? "login" : "logoff", {
          type: "phone",
          id: `9${event.user.id}`,
          name: `Phone of ${event.user.name}`,
        });
      case "user.status":
        return userStep(event.user, "status", null);
    }
  };
  const close = pbx.subscribe(take);
  return { calls, visits, callSteps, userSteps, close };
}

import type { CallStep, QueueRecord } from "../core-api/call-records.ts";
import type { Place, PointState } from "../pbx/call.ts";

/** What the call events tell of a queue call that is over; their ids follow on `lastId`. */
export function queueCallSteps(visit: QueueRecord, lastId: number): readonly CallStep[] {
  const { call, agent } = visit;
  const endedAt = call.endedAt ?? call.startedAt;
  const point = (place: Place, state: PointState, at: number) => ({
    id: call.id,
    place,
    createdAt: at,
    startedAt: state === "ANSWERED" ? at : null,
    state,
  });
  const dialled: Place = { type: "Dialplan", exten: call.dialled, description: "" };
  const queue: Place = { type: "Queue", queueId: visit.queueId, queueName: visit.queueName };
  const moments: readonly (readonly [at: number, to: Place, PointState, CallStep["state"]])[] = [
    [call.startedAt, dialled, "CONNECTING", "CONNECTING"],
    [visit.enteredAt, queue, "ANSWERED", "ANSWERED"],
    ...(agent ? ([[visit.leftAt ?? endedAt, agent, "ANSWERED", "ANSWERED"]] as const) : []),
    [endedAt, agent ?? queue, "ANSWERED", "DISCONNECTED"],
  ];
  return moments.map(([at, to, pointState, state], step) => ({
    id: lastId + step + 1,
    callId: call.id,
    parentId: call.parentId,
    step,
    at,
    source: point(call.from, pointState, call.startedAt),
    destination: point(to, pointState, at),
    state,
    reason: state === "DISCONNECTED" ? call.reason : null,
    queueExit: "",
  }));
}

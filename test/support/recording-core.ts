import type { Fact, FactContent, Snapshot } from "../../src/main/core-api/facts.ts";
import type { FilesClient } from "../../src/main/core-api/files-client.ts";
import { feedUser } from "../../src/main/ingest/test-ingest.ts";
import type { Callpoint, CallpointState, FeedCall, FeedUser } from "../../src/shared/model/feed.ts";
import type { CallId, Instant, QueueId, UserId } from "../../src/shared/model/ids.ts";
import { refused, success } from "../../src/shared/model/result.ts";

const second = 1_000;
/** The whole day lies before or after the night in which clocks are set. */
const offsetMs = 60 * 60_000;
const timezone = "+01:00";
const wire = (at: Instant): Instant => Math.floor(at / second) * second;
const localTime = (at: Instant): string =>
  new Date(at + offsetMs).toISOString().slice(0, 19).replace("T", " ");

export type Where =
  | { readonly kind: "dialplan" }
  | { readonly kind: "queue"; readonly queueId: QueueId }
  | { readonly kind: "user"; readonly userId: UserId; readonly state?: CallpointState };

/** Says what happens as the core's feed says it, and writes it into the core's files (core API sections 6 and 10). */
export interface RecordingCore {
  /** Begins a call, or moves it: the feed tells both sides anew. */
  move(callId: CallId, where: Where, at: Instant): void;
  /** A side asks for hold, or comes back: the callpoint stays the same. */
  hold(callId: CallId, held: boolean, at: Instant): void;
  /** A queue rings an agent for a call. The answer ends it. */
  ring(parentCallId: CallId, userId: UserId, at: Instant): (at: Instant) => void;
  exit(callId: CallId, reason: string, at: Instant): void;
  end(callId: CallId, reason: EndReason, at: Instant): void;
  /** `wrapUpOf`: the call that is wrapped up; null: none. */
  status(userId: UserId, wrapUpOf: CallId | null, at: Instant): void;
  /** All that was said, in its order. */
  happenings(): readonly Happening[];
  snapshotAt(moment: Instant): Pick<Snapshot, "users" | "calls">;
  /** The files as they are then: of calls that are over. */
  filesAt(moment: Instant): FilesClient;
}

export type EndReason = "SOURCE_HANGUP" | "DESTINATION_HANGUP" | "REPLACE";
const endWords = { SOURCE_HANGUP: "caller", DESTINATION_HANGUP: "callee", REPLACE: "replace" };

export interface Happening {
  readonly at: Instant;
  readonly fact: Fact;
}

interface Line {
  readonly at: Instant;
  readonly text: string;
}
interface Stay {
  readonly queueId: QueueId;
  readonly enteredAt: Instant;
  leftAt: Instant | null;
  agentId: UserId | null;
  partedAt: Instant | null;
}
interface Up {
  call: FeedCall;
  readonly stays: Stay[];
  steps: number;
}

const queueHeader =
  "call_id,start_time,timezone,wait_duration,agent_duration,queue_id,queue_name,agent_id,agent_name,from_number";
const callsHeader =
  "id,company_id,call_id,parent_id,step,timestamp,caller_type,caller_id,caller_number,caller_desc,caller_state,callee_type,callee_id,callee_number,callee_desc,callee_state,state,end_reason,queue_exit";
const usersHeader =
  "id,timestamp,company_id,company_name,event_type,event_data,user_id,user_name,user_fullname,identity_id,identity_name,target_type,target_id,target_name,receive_calls,display_status,call_id,end_time";

export function createRecordingCore(userIds: readonly UserId[]): RecordingCore {
  const said: Happening[] = [];
  const up = new Map<CallId, Up>();
  const files = { queue: [] as Line[], calls: [] as Line[], users: [] as Line[] };
  let rings = 0;

  const say = (at: Instant, fact: FactContent) => said.push({ at, fact: { ...fact, saidAt: wire(at) } });
  const write = (file: Line[], at: Instant, ...fields: readonly (string | number)[]) =>
    file.push({ at, text: fields.join(",") });
  const times = (at: Instant, state: CallpointState) => ({ state, createdAt: wire(at), answeredAt: null });

  function step(each: Up, at: Instant, endReason = "", queueExit = ""): void {
    const { callId, parentCallId, destination } = each.call;
    const [type, id] =
      destination.kind === "queue"
        ? ["queue", destination.queueId]
        : destination.kind === "user"
          ? ["identity", `i-${destination.userId}`]
          : ["pbx", ""];
    const state = endReason ? "down" : destination.state === "ringing" ? "ring" : "answered";
    write(
      files.calls,
      at,
      ...[files.calls.length, 500, callId, parentCallId ?? "", each.steps++, localTime(at)],
      ...["external", "", "31612345678", "", "answered", type, id, "", "", destination.state],
      ...[state, endReason, queueExit],
    );
  }

  function put(each: Up, call: FeedCall, at: Instant): void {
    each.call = call;
    up.set(call.callId, each);
    say(at, { kind: "call", call });
    step(each, at);
  }

  function destinationOf(where: Where, at: Instant): Callpoint {
    switch (where.kind) {
      case "dialplan":
        return { kind: "dialplan", number: "31201234567", name: null, ...times(at, "connecting") };
      case "queue":
        return { kind: "queue", queueId: where.queueId, name: null, ...times(at, "answered") };
      case "user":
        return { kind: "user", userId: where.userId, name: null, ...times(at, where.state ?? "answered") };
    }
  }

  /** The call is somewhere else now: its stay in a queue is over, or the talk with the agent who took it there. */
  function leave({ call, stays }: Up, where: Where | null, at: Instant): void {
    const stay = stays.at(-1);
    if (stay && stay.leftAt === null) {
      stay.leftAt = at;
      const taken = where?.kind === "user" && where.state !== "ringing";
      if (taken && call.destination.kind === "queue") stay.agentId = where.userId;
    } else if (stay?.agentId && stay.partedAt === null) stay.partedAt = at;
  }

  function end(callId: CallId, reason: EndReason, at: Instant): void {
    const each = up.get(callId);
    if (!each) return;
    leave(each, null, at);
    step(each, at, endWords[reason]);
    say(at, { kind: "call-ended", callId, reason });
    up.delete(callId);
    for (const { queueId, enteredAt, leftAt, agentId, partedAt } of each.stays) {
      const wait = Math.round(((leftAt ?? at) - enteredAt) / second);
      const talk = agentId ? Math.round(((partedAt ?? at) - (leftAt ?? at)) / second) : 0;
      const agent = [agentId ?? "", agentId ? "Agent" : ""];
      const begin = [callId, localTime(enteredAt), timezone, wait, talk];
      write(files.queue, at, ...begin, queueId, '"Queue, of many"', ...agent, "31612345678");
    }
  }

  const happenings = () => said.sort((a, b) => a.at - b.at);

  return {
    move(callId, where, at) {
      const each = up.get(callId);
      const destination = destinationOf(where, at);
      if (each) {
        leave(each, where, at);
        put(each, { ...each.call, destination }, at);
      }
      const source: Callpoint = {
        kind: "external",
        number: "31612345678",
        name: null,
        ...times(at, "answered"),
      };
      const known = each ?? {
        call: { callId, source, destination, parentCallId: null },
        stays: [],
        steps: 0,
      };
      if (!each) put(known, known.call, at);
      if (where.kind === "queue")
        known.stays.push({
          ...{ queueId: where.queueId, enteredAt: at },
          ...{ leftAt: null, agentId: null, partedAt: null },
        });
    },
    hold(callId, held, at) {
      const each = up.get(callId);
      if (!each) return;
      const state = held ? "inactive" : "answered";
      put(each, { ...each.call, destination: { ...each.call.destination, state } }, at);
    },
    ring(parentCallId, userId, at) {
      const callId = `${parentCallId}/${++rings}` as CallId;
      const source = up.get(parentCallId)?.call.source;
      const destination = destinationOf({ kind: "user", userId, state: "ringing" }, at);
      const each: Up | null = source
        ? { call: { callId, source, destination, parentCallId }, stays: [], steps: 0 }
        : null;
      if (each) put(each, each.call, at);
      return (endsAt) => end(callId, "SOURCE_HANGUP", endsAt);
    },
    exit(callId, reason, at) {
      const each = up.get(callId);
      if (each) step(each, at, "", reason);
      say(at, { kind: "queue-exit", callId, reason });
    },
    end,
    status(userId, wrapUpOf, at) {
      say(at, {
        ...{ kind: "user-status", userId },
        status: {
          ...{ status: wrapUpOf ? "no-queue-calls" : "available", statusLabel: null },
          wrapUp: wrapUpOf && { callId: wrapUpOf, endsAt: null },
        },
      });
      write(
        files.users,
        at,
        ...[files.users.length, localTime(at), 500, "Company", "status", "", userId, userId, userId],
        ...[`i-${userId}`, userId, "", "", "", wrapUpOf ? "only_direct" : "all", "", wrapUpOf ?? "", ""],
      );
    },
    happenings,
    snapshotAt(moment) {
      const calls = new Map<CallId, FeedCall>();
      const users = new Map<UserId, FeedUser>(
        userIds.map((userId) => [userId, feedUser(userId, userId, userId)]),
      );
      for (const { at, fact } of happenings()) {
        if (at > moment) break;
        if (fact.kind === "call") calls.set(fact.call.callId, fact.call);
        if (fact.kind === "call-ended") calls.delete(fact.callId);
        const user = fact.kind === "user-status" && users.get(fact.userId);
        if (user && fact.kind === "user-status") users.set(fact.userId, { ...user, ...fact.status });
      }
      return { users: [...users.values()], calls: [...calls.values()] };
    },
    filesAt(moment) {
      const textOf = (header: string, file: readonly Line[]) =>
        `${[header, ...file.filter(({ at }) => at <= moment).map(({ text }) => text)].join("\n")}\n`;
      return {
        async get([area, , part, name]) {
          if (area === "cdr" && name === "queue.csv") return success(textOf(queueHeader, files.queue));
          if (area === "events" && part === "calls") return success(textOf(callsHeader, files.calls));
          if (area === "events" && part === "users") return success(textOf(usersHeader, files.users));
          return refused("failed", "no such file");
        },
      };
    },
  };
}

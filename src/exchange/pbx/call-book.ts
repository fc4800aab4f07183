import type { Call, Callpoint, EndReason, Place, PointState, Side } from "./call.ts";
import type { Clock } from "./clock.ts";
import type { EventStream } from "./events.ts";
import type { Random } from "./random.ts";

/** A callpoint to be: a place in a state. */
export interface Point {
  readonly place: Place;
  readonly state: PointState;
}

type Points = Partial<Record<Side, Point>>;
type States = Partial<Record<Side, PointState>>;

/** The calls that are going on. Every change goes through here and is an event. */
export interface CallBook {
  readonly calls: ReadonlyMap<string, Call>;
  /** The calls with this user at one of their sides. */
  ofUser(userId: string): ReadonlySet<Call>;
  open(source: Point, destination: Point, parentId: string | null): Call;
  /** Puts other callpoints in place of the present ones; `states` are those of the side that stays. */
  replace(call: Call, points: Points, states?: States): void;
  /** Changes states; nothing happens when they are so already. */
  setStates(call: Call, states: States): void;
  close(call: Call, reason: EndReason): void;
}

const nobody: ReadonlySet<Call> = new Set();

export function callBook(clock: Clock, random: Random, events: EventStream): CallBook {
  const calls = new Map<string, Call>();
  const byUser = new Map<string, Set<Call>>();
  const run = Math.floor(random.next() * 2 ** 40).toString(36);
  let callCount = 0;
  let pointCount = 0;

  const create = ({ place, state }: Point): Callpoint => {
    const now = clock.now();
    const answered = state === "ANSWERED" || state === "INACTIVE";
    return { id: String(++pointCount), place, createdAt: now, startedAt: answered ? now : null, state };
  };
  const index = (call: Call) => {
    for (const { place } of [call.source, call.destination]) {
      if (place.type !== "User") continue;
      const own = byUser.get(place.userId);
      if (own) own.add(call);
      else byUser.set(place.userId, new Set([call]));
    }
  };
  const unindex = (call: Call) => {
    for (const { place } of [call.source, call.destination]) {
      if (place.type !== "User") continue;
      const own = byUser.get(place.userId);
      own?.delete(call);
      if (own?.size === 0) byUser.delete(place.userId);
    }
  };
  const apply = (call: Call, states: States) => {
    let changed = false;
    for (const side of ["source", "destination"] as const) {
      const state = states[side];
      const point = call[side];
      if (state === undefined || state === point.state) continue;
      point.state = state;
      if (state === "ANSWERED") point.startedAt ??= clock.now();
      changed = true;
    }
    return changed;
  };

  return {
    calls,
    ofUser: (userId) => byUser.get(userId) ?? nobody,
    open(source, destination, parentId) {
      const count = ++callCount;
      const call: Call = {
        id: parentId === null ? `${run}.${count}` : `${parentId}/${count}`,
        parentId,
        startedAt: clock.now(),
        source: create(source),
        destination: create(destination),
        ended: false,
        withheld: false,
        lines: { source: null, destination: null },
        giveUp: null,
        transferOut: null,
        transferIn: null,
        agent: null,
      };
      calls.set(call.id, call);
      index(call);
      events.emit({ type: "call.started", call });
      return call;
    },
    replace(call, { source, destination }, states = {}) {
      unindex(call);
      if (source) call.source = create(source);
      if (destination) call.destination = create(destination);
      index(call);
      apply(call, states);
      const updateType = source && destination ? "BOTH" : source ? "SOURCE" : "DESTINATION";
      events.emit({ type: "call.updated", call, updateType });
    },
    setStates(call, states) {
      if (apply(call, states)) events.emit({ type: "call.updated", call, updateType: "STATE" });
    },
    close(call, reason) {
      if (call.ended) return;
      call.ended = true;
      calls.delete(call.id);
      unindex(call);
      events.emit({ type: "call.ended", call, reason });
    },
  };
}

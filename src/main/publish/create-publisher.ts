import type { StreamFrame, StreamItem, StreamName, ValueStreamName } from "../../shared/contract/streams.ts";
import type { LiveCall, ParkedCall } from "../../shared/model/calls.ts";
import type { Colleague } from "../../shared/model/colleague.ts";
import type {
  CallerId,
  CallId,
  Instant,
  PhoneCallId,
  QueueId,
  SwitchId,
  UserId,
} from "../../shared/model/ids.ts";
import type { DirectoryHits, StoreReader } from "../store/rows.ts";
import type { Touched } from "../store/touched.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { callerRows } from "./caller-rows.ts";
import { colleagueRow } from "./colleague-row.ts";
import { createDirt } from "./dirt.ts";
import { createEarlierCalls } from "./earlier-calls.ts";
import type { NoteOf } from "./history-entries.ts";
import { liveCallRow } from "./live-call-rows.ts";
import { maskedColleague, maskedLiveCall, maskedParkedCall } from "./masked.ts";
import { ownCallRows } from "./own-call-rows.ts";
import { parkedRow } from "./parked-row.ts";
import { queueRow } from "./queue-row.ts";
import { createFollowers, createRowStream, type RowStream } from "./row-stream.ts";
import { colleagueSince, liveCallSince } from "./since.ts";
import { createStatistics } from "./statistics.ts";
import { createTodaysHistory } from "./todays-history.ts";
import { createToldRows, type ToldRows } from "./told-rows.ts";
import { createValueStreams, valuesAtFirst } from "./value-streams.ts";

/**
 * Changes within it are one change. A burst must not become a frame for each of its notifications, but a whole frame of a screen
 * here would come on top of the one that the window waits for anyway.
 */
const gatherMs = 4;
/** Under a load that fills the processor, publishing has a tenth of it, since ingest needs the rest: it rests this many times as long as it took. */
const restPerWork = 9;
/** A company has thousands of rows: after a snapshot they are looked at in turns of about this long, so that nothing else is kept waiting. */
const turnMs = 10;
const rowsAtATime = 100;
/** However long it seems to have taken: the machine's clock may be set at any time. */
const longestRestMs = 1_000;

export interface Publisher {
  /** Calls the listener with a snapshot before it returns, then with every change; the answer ends it. */
  follow(stream: StreamName, listener: (frame: StreamFrame) => void): () => void;
  set<N extends ValueStreamName>(stream: N, value: StreamItem<N>): void;
  setRows(rows: ToldRows): void;
  /** Looks again at what a batch of ingest may have changed. */
  touched(touched: Touched): void;
  /** Best match first; empty text: everybody by name. */
  directorySearch(text: string, limit: number): DirectoryHits;
  close(): void;
}

/**
 * Turns the store into streams. Changes are gathered for 4 ms, or longer under heavy load, so a stream has at most one frame in that time, and a frame
 * has only rows that really changed.
 */
export function createPublisher(options: {
  store: StoreReader;
  clock: Clock;
  log: Log;
  /** IANA name: where the days of the statistics begin and end. */
  timeZone: string;
  noteOf: NoteOf;
  /** What was written of a colleague; empty: nothing. */
  colleagueNoteOf(userId: UserId): string;
  /** null: the default. */
  serviceLevelOf(queueId: QueueId): number | null;
  answersByItself(queueId: QueueId): boolean;
}): Publisher {
  const { store, clock, log, timeZone, noteOf } = options;
  const followers = () =>
    createFollowers((cause) => log.error("publish", "a follower failed on a frame", cause));
  const colleagues = createRowStream<StreamItem<"colleagues">, UserId>(followers());
  const queues = createRowStream<StreamItem<"queues">, QueueId>(followers());
  const callers = createRowStream<StreamItem<"callers">, CallerId>(followers());
  const ownCalls = createRowStream<StreamItem<"own-calls">, PhoneCallId>(followers());
  const liveCalls = createRowStream<StreamItem<"live-calls">, CallId>(followers());
  const parked = createRowStream<StreamItem<"parked">, CallId>(followers());
  const told = createToldRows(followers);
  const switches = createRowStream<StreamItem<"switches">, SwitchId>(followers());

  const earlier = createEarlierCalls(store, noteOf);
  const history = createTodaysHistory({ store, clock, log, timeZone, noteOf, followers: followers() });
  const statistics = createStatistics({
    store,
    clock,
    log,
    timeZone,
    serviceLevelOf: options.serviceLevelOf,
    followers,
  });

  const values = createValueStreams(valuesAtFirst(clock.now(), timeZone), followers);

  const dirty = createDirt();
  let cancelFlush: (() => void) | null = null;
  let restUntil = Number.NEGATIVE_INFINITY;
  /** What is still to be looked at since everything may have changed. */
  let backlog: (() => void)[] = [];

  function schedule(): void {
    cancelFlush ??= clock.after(Math.min(longestRestMs, Math.max(0, restUntil - clock.now())), flush);
  }

  function flush(): void {
    cancelFlush = null;
    const began = clock.now();
    try {
      publish();
      while (backlog.length > 0 && clock.now() - began < turnMs) backlog.shift()?.();
    } catch (cause) {
      log.error("publish", "changes could not be published", cause);
    }
    const now = clock.now();
    restUntil = backlog.length > 0 ? now : Math.max(began + gatherMs, now + restPerWork * (now - began));
    if (backlog.length > 0) schedule();
  }

  function colleagueNow(userId: UserId, now: Instant | null): Colleague | null {
    const row = colleagueRow(userId, store, options.colleagueNoteOf(userId));
    const { masking } = values.now.settings;
    return row && colleagueSince(maskedColleague(row, masking, store.me()), colleagues.row(userId), now);
  }

  const queueNow = (queueId: QueueId) => queueRow(queueId, store, options.answersByItself(queueId));

  function liveCallNow(callId: CallId, now: Instant | null): LiveCall | null {
    const row = liveCallRow(callId, store);
    const { masking } = values.now.settings;
    return row && liveCallSince(maskedLiveCall(row, masking, store), liveCalls.row(callId), now);
  }

  function parkedNow(callId: CallId): ParkedCall | null {
    const row = parkedRow(callId, store);
    return row && maskedParkedCall(row, values.now.settings.masking, store.me());
  }

  function publish(): void {
    values.publish();
    const touched = dirty.take();
    store.reading("publishing", () => publishRows(touched));
  }

  function publishRows({
    everything,
    userIds,
    queueIds,
    calls,
    callIds,
    switches: switchesToo,
    history: historyToo,
  }: ReturnType<typeof dirty.take>): void {
    const now = clock.now();
    // First what a person is waiting for.
    if (everything || historyToo) earlier.forget();
    const me = store.me();
    if (everything || calls || historyToo || (me !== null && userIds.has(me))) {
      callers.replace(new Map(callerRows(store, earlier.earlierWith).map((row) => [row.callerId, row])));
      ownCalls.replace(
        new Map(ownCallRows(store, earlier.earlierWith, noteOf).map((row) => [row.phoneCallId, row])),
      );
    }
    if (everything) {
      const callIdsNow = store.calls().map((call) => call.callId);
      backlog = [
        ...slices(liveCalls, callIdsNow, (id) => liveCallNow(id, null)),
        ...slices(parked, callIdsNow, parkedNow),
        ...slices(queues, store.queueIds(), queueNow),
        ...slices(colleagues, store.userIds(), (id) => colleagueNow(id, null)),
      ];
    } else {
      // Whether an agent is free shows in each of his queues.
      for (const userId of userIds)
        for (const membership of store.membershipsOf(userId)) queueIds.add(membership.queueId);
      colleagues.update(new Map([...userIds].map((id) => [id, colleagueNow(id, now)])));
      queues.update(new Map([...queueIds].map((id) => [id, queueNow(id)])));
    }
    if (!everything) {
      // Who joins or leaves a queue makes its callers his own, or no longer.
      if (values.now.settings.masking !== "show" && me !== null && userIds.has(me))
        for (const callId of liveCalls.ids()) callIds.add(callId);
      liveCalls.update(new Map([...callIds].map((id) => [id, liveCallNow(id, now)])));
      parked.update(new Map([...callIds].map((id) => [id, parkedNow(id)])));
    }
    if (everything || historyToo) history.publish();
    if (everything || switchesToo)
      switches.replace(new Map(store.switches().map((each) => [each.switchId, each])));
  }

  function follow(stream: StreamName, listener: (frame: StreamFrame) => void): () => void {
    switch (stream) {
      case "colleagues":
        return colleagues.follow(listener);
      case "queues":
        return queues.follow(listener);
      case "callers":
        return callers.follow(listener);
      case "own-calls":
        return ownCalls.follow(listener);
      case "parked":
        return parked.follow(listener);
      case "live-calls":
        return liveCalls.follow(listener);
      case "history":
        return history.stream.follow(listener);
      case "favourites":
      case "contact-imports":
        return told.follow(stream, listener);
      case "switches":
        return switches.follow(listener);
      case "tallies":
        return statistics.tallies.follow(listener);
      case "quarters":
        return statistics.quarters.follow(listener);
      case "connection":
      case "identity":
      case "phone":
      case "audio-devices":
      case "settings":
      case "key-bindings":
      case "panes":
      case "failed-calls":
      case "board":
      case "completeness":
      case "storage":
        return values.follow(stream, listener);
      default:
        return stream satisfies never;
    }
  }

  dirty.add({
    everything: true,
    userIds: new Set(),
    queueIds: new Set(),
    calls: true,
    callIds: new Set(),
    switches: true,
    history: true,
  });
  // What the cache knows of yesterday is there before the first window is.
  do flush();
  while (backlog.length > 0);

  return {
    follow,
    set(stream, value) {
      if (values.set(stream, value)) schedule();
    },
    setRows: told.set,
    touched(touched) {
      dirty.add(touched);
      schedule();
      statistics.touched(touched);
    },
    directorySearch: (text, limit) => store.searchDirectory(text, limit),
    close() {
      cancelFlush?.();
      statistics.close();
      history.close();
    },
  };
}

/** Steps that bring a whole stream up to date: the rows that there are now, and the removal of those that are no more. */
function slices<Row, Id extends string>(
  stream: RowStream<Row, Id>,
  idsNow: readonly Id[],
  rowOf: (id: Id) => Row | null,
): (() => void)[] {
  const ids = [...new Set([...idsNow, ...stream.ids()])];
  return Array.from({ length: Math.ceil(ids.length / rowsAtATime) }, (_, at) => () => {
    const some = ids.slice(at * rowsAtATime, (at + 1) * rowsAtATime);
    stream.update(new Map(some.map((id) => [id, rowOf(id)])));
  });
}

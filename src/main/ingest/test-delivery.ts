import type { CallId } from "../../shared/model/ids.ts";
import type { Fact } from "../core-api/facts.ts";
import { me, snapshot, type testIngest } from "./test-ingest.ts";
import { type createTestPlatform, type Happenings, pick } from "./test-platform.ts";

const lists = ["users", "queues", "calls"] as const;

/**
 * The way from a platform to ingest, with everything that core API 4 and 7 allow and nothing else:
 *
 * - The node's notifications come in their order, however late. Only a call's starts and updates may come after its end (hazards 4 and 7):
 *   the originals soon after it, copies at any time, even beyond a snapshot or a reconnect.
 * - A run of the last notifications may come again, in its order.
 * - The three lists of a snapshot tell each of a moment of its own between the request and the last answer. They have no order relative to
 *   notifications (hazard 3): they overtake what was said before. What comes while they are on their way is told after them.
 * - A lost connection loses what was not told yet and what is said before the next subscription; a snapshot follows that.
 */
export function createTestDelivery(
  platform: ReturnType<typeof createTestPlatform>,
  { ingest, clock, snapshotsAsked }: ReturnType<typeof testIngest>,
  serverAheadMs: number | null,
) {
  let next = 0;
  let connected = false;
  /** What was told since the connection is there. */
  let told: Fact[] = [];
  let held: Fact[] | null = null;
  let toServe: (typeof lists)[number][] = [];
  let loading = snapshot({ serverAheadMs });
  let askedBefore = 0;
  /** An end that was lost on the way protects from nothing. */
  const endTold = new Set<CallId>();
  const overtaken = new Map<CallId, Fact[]>();
  /** Calls of which something was lost, or came when it could no longer count. */
  const lossy = new Set<CallId>();

  function hear(facts: readonly Fact[]): void {
    if (held) held.push(...facts);
    else {
      ingest.facts(facts);
      for (const fact of facts) if (fact.kind === "call-ended") endTold.add(fact.callId);
    }
    clock.advance(1);
  }

  function tell(count: number): void {
    if (!connected) return;
    const facts: Fact[] = [];
    for (const fact of platform.said.slice(next, next + count)) {
      const late = overtaken.get(callOf(fact) ?? none);
      if (fact.kind === "call" && late) late.push(fact);
      else facts.push(fact);
      if (fact.kind !== "call-ended") continue;
      if (late) facts.push(...late);
      overtaken.delete(fact.callId);
    }
    next = Math.min(next + count, platform.said.length);
    told.push(...facts);
    hear(facts);
  }

  function lose(facts: readonly Fact[]): void {
    for (const fact of facts) lossy.add(callOf(fact) ?? none);
  }

  function ask(first: number): void {
    if (!connected || toServe.length > 0) return;
    held ??= [];
    askedBefore = snapshotsAsked();
    loading = snapshot({ me, serverAheadMs, memberships: [] });
    toServe = lists.map((_, place) => lists[(first + place) % 3] ?? "users");
  }

  function serve(): void {
    const list = toServe.shift();
    if (!list) return;
    loading = { ...loading, [list]: platform.lists[list]() };
    // Told at the users and at the queues: the queues' word counts, as in the product.
    if (list !== "calls") {
      const known = list === "users" ? loading.memberships : [];
      const more = platform.lists.memberships().filter((each) => !known.some((one) => sameMember(one, each)));
      const before =
        list === "users"
          ? []
          : loading.memberships.filter((one) => !more.some((each) => sameMember(one, each)));
      loading = { ...loading, memberships: [...known, ...before, ...more] };
    }
    if (toServe.length > 0) return;
    void ingest.snapshot(loading);
    const facts = held ?? [];
    held = null;
    if (facts.length > 0) hear(facts);
  }

  function cut(): void {
    if (!connected) return;
    connected = false;
    lose(held ?? []);
    lose([...overtaken.values()].flat());
    overtaken.clear();
    held = null;
    toServe = [];
    told = [];
  }

  function comeBack(first: number): void {
    if (connected) return;
    lose(platform.said.slice(next));
    next = platform.said.length;
    connected = true;
    ask(first);
  }

  return {
    lossy,
    happenings: {
      tell: (amount) => tell(1 + (amount % 25)),
      "tell again"(amount) {
        if (connected && told.length > 0) hear(told.slice(-1 - (amount % 12)));
      },
      "tell late"(amount) {
        const copy = pick(
          platform.said.filter((fact) => fact.kind === "call" && endTold.has(fact.call.callId)),
          amount,
        );
        if (connected && copy) hear([copy]);
      },
      overtake() {
        const rest = platform.said.slice(next);
        const fact = rest.find((each) => each.kind === "call" && hasEnd(rest, each.call.callId));
        const callId = fact ? callOf(fact) : null;
        if (!connected || callId === null || overtaken.has(callId)) return;
        overtaken.set(callId, []);
        lossy.add(callId);
      },
      ask,
      serve,
      cut,
      "come back": comeBack,
    } satisfies Happenings,
    /** All is told, and a snapshot follows where ingest asked for one. */
    settle(): void {
      comeBack(0);
      for (let again = true; again; ) {
        while (toServe.length > 0) serve();
        tell(platform.said.length);
        // As long as a slow snapshot takes.
        clock.advance(1_000);
        again = snapshotsAsked() > askedBefore;
        if (again) ask(0);
      }
    },
  };
}

const none = "" as CallId;
const callOf = (fact: Fact): CallId | null =>
  fact.kind === "call" ? fact.call.callId : "callId" in fact ? fact.callId : null;
const hasEnd = (facts: readonly Fact[], callId: CallId) =>
  facts.some((fact) => fact.kind === "call-ended" && fact.callId === callId);
const sameMember = (one: { queueId: string; userId: string }, other: { queueId: string; userId: string }) =>
  one.queueId === other.queueId && one.userId === other.userId;

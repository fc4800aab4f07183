import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { call1, ended, feedCall, mark, me, ring1, sales, snapshot, testIngest } from "./test-ingest.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

describe("the ledger", () => {
  test("has two visits of a caller who enters the same queue twice, and who answered each", () => {
    const { clock, store, hear, hearCall, external, inSales, atUser } = parts;
    for (const agent of [mark, me]) {
      hearCall(call1, external(), inSales());
      clock.advance(8_000);
      hearCall(call1, external(), atUser(agent, "answered"));
      clock.advance(60_000);
    }
    hear(ended(call1));
    expect(store.visitsOfCall(call1)).toMatchObject([
      { state: "answered", agentId: mark, open: false },
      { state: "answered", agentId: me, open: false },
    ]);
  });

  test("knows when the wrap-up after a call was over: by itself, by hand, or by the next one's", () => {
    const { clock, store, hear, hearCall, external, inSales, atUser } = parts;
    const talk = (callId: CallId) => {
      hearCall(callId, external(), inSales());
      hearCall(callId, external(), atUser(mark, "answered"));
      clock.advance(60_000);
      hear(ended(callId));
    };
    const wrapUp = (callId: CallId | null) =>
      hear({
        ...{ kind: "user-status", userId: mark },
        status: { status: null, statusLabel: null, wrapUp: callId && { callId, endsAt: null } },
      });
    const lengths = () =>
      [call1, call2].map((callId) => {
        const visit = store.visitsOfCall(callId)[0];
        return visit?.wrapUpEndedAt && visit.wrapUpEndedAt - (visit.talkEndedAt ?? 0);
      });
    const call2 = "c/2" as CallId;
    talk(call1);
    wrapUp(call1);
    clock.advance(20_000);
    expect(lengths()).toEqual([null, undefined]);
    talk(call2);
    wrapUp(call2);
    clock.advance(30_000);
    wrapUp(null);
    wrapUp(null);
    const [first, second] = lengths();
    expect(Math.round((first ?? 0) / 1000)).toBe(80);
    expect(Math.round((second ?? 0) / 1000)).toBe(30);
  });

  test("does not know when a wrap-up was over that ended in an outage", () => {
    const { clock, store, ingest, hear, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hearCall(call1, external(), atUser(mark, "answered"));
    hear(ended(call1));
    const wrapUp = { callId: call1, endsAt: clock.now() + 30_000 };
    hear({ kind: "user-status", userId: mark, status: { status: null, statusLabel: null, wrapUp } });
    clock.advance(60_000);
    void ingest.snapshot(snapshot());
    expect(store.user(mark)?.wrapUp).toBeNull();
    expect(store.visitsOfCall(call1)).toMatchObject([{ state: "answered", wrapUpEndedAt: null }]);
  });

  test("knows to whom a caller was offered, round by round", () => {
    const { clock, store, hear, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    for (const [ring, agent] of [[ring1, mark] as const, ["c/1/2" as CallId, me] as const]) {
      hearCall(ring, inSales(), atUser(agent, "ringing"), call1);
      clock.advance(20_000);
      hear(ended(ring));
    }
    const offers = store.offersFor(call1);
    expect(offers.map((offer) => offer.userId)).toEqual([mark, me]);
    expect(offers.every((offer) => (offer.endedAt ?? 0) - offer.offeredAt >= 20_000)).toBe(true);
  });

  test("says unknown of a caller who was gone after an outage, until the files tell", () => {
    const { clock, store, ingest, hearCall, external, inSales } = parts;
    hearCall(call1, external(), inSales());
    const enteredAt = store.visitsOfCall(call1)[0]?.enteredAt ?? 0;
    clock.advance(60_000);
    void ingest.snapshot(snapshot());
    expect(store.visitsOfCall(call1)).toMatchObject([{ state: "unknown", leftAt: null, open: false }]);
    const record = {
      callId: call1,
      queueId: sales,
      callerNumber: null,
      waitMs: 30_000,
      agentId: mark,
      talkMs: 9_000,
      wrapUpMs: 4_000,
    };
    ingest.visitRecords([{ ...record, enteredAt: enteredAt + 1_500, state: "answered" }]);
    expect(store.visitsOfCall(call1)).toMatchObject([
      {
        state: "answered",
        agentId: mark,
        leftAt: enteredAt + 30_000,
        rebuilt: true,
        wrapUpEndedAt: enteredAt + 43_000,
      },
    ]);
  });

  test("counts an answer that a snapshot without the call overtook", () => {
    const { clock, store, ingest, hear, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    clock.advance(9_000);
    const answered = atUser(mark, "answered");
    clock.advance(60_000);
    void ingest.snapshot(snapshot());
    hearCall(call1, external(), answered);
    hear(ended(call1));
    expect(store.visitsOfCall(call1)).toMatchObject([{ state: "answered", agentId: mark, open: false }]);
  });

  test("counts each stay by itself where a snapshot shows the last before the others are told", () => {
    const { clock, store, ingest, hear, hearCall, external, inSales, atUser } = parts;
    const [first, caller] = [inSales(), external()];
    clock.advance(5_000);
    const talk = atUser(mark, "answered");
    clock.advance(5_000);
    const again = inSales();
    clock.advance(5_000);
    const talkAgain = atUser(me, "answered");
    hearCall(call1, caller, first);
    void ingest.snapshot(snapshot({ calls: [feedCall(call1, caller, talkAgain)] }));
    for (const point of [talk, again, talkAgain]) hearCall(call1, caller, point);
    hear(ended(call1));
    expect(store.visitsOfCall(call1)).toMatchObject([
      { state: "answered", agentId: mark, leftAt: talk.createdAt, talkEndedAt: again.createdAt },
      { state: "answered", agentId: me, leftAt: talkAgain.createdAt },
    ]);
  });

  test("goes on with a caller who waits through an outage, or was answered in it", () => {
    const { clock, store, ingest, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    const waiting = store.call(call1);
    clock.advance(60_000);
    void ingest.snapshot(snapshot({ calls: waiting ? [waiting] : [] }));
    expect(store.visitsOfCall(call1)).toMatchObject([{ state: "waiting", open: true }]);
    const answered = atUser(mark, "answered");
    void ingest.snapshot(snapshot({ calls: waiting ? [{ ...waiting, destination: answered }] : [] }));
    expect(store.visitsOfCall(call1)).toMatchObject([{ state: "answered", agentId: mark, open: true }]);
  });

  test("outlives signing out and in again, but is never mixed with another company's", () => {
    const { clock, store, ingest, hear, hearCall, external, inSales } = parts;
    hearCall(call1, external(), inSales());
    hear(ended(call1));
    ingest.clear();
    void ingest.snapshot(snapshot());
    expect(store.visitsOfCall(call1)).toMatchObject([{ state: "abandoned" }]);
    void ingest.snapshot(snapshot({ company: "https://rest.example.net/company/501" }));
    expect(store.visitedWithin(0, clock.now() + 1)).toBe(false);
  });
});

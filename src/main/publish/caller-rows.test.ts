import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Callpoint } from "../../shared/model/feed.ts";
import { CallId, PhoneCallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/rows.ts";
import { createLog } from "../support/log.ts";
import { callerRows } from "./caller-rows.ts";

const me = UserId.parse("u-1");
const sales = QueueId.parse("q-sales");
const t0 = 1_700_000_000_000;
const sanne = { number: "+31612345678", name: "Sanne" };
const hidden = { number: null, name: null };

let store: Store;
beforeEach(() => {
  store = openStore({ file: ":memory:", log: createLog(() => {}, Date.now), now: () => t0 });
  store.setMe(me);
  store.putQueue({ queueId: sales, name: "Sales" });
  store.putMembership({ queueId: sales, userId: me, priority: 1 });
});
afterEach(() => store.close());

const times = { state: "answered", createdAt: t0, answeredAt: t0 } as const;

function waits(id: string, who: Pick<Callpoint & { kind: "external" }, "number" | "name">): CallId {
  const callId = CallId.parse(id);
  store.putCall({
    ...{ callId, parentCallId: null, dialledNumber: null },
    queue: { queueId: sales, enteredAt: t0 },
    source: { kind: "external", ...who, ...times },
    destination: { kind: "queue", queueId: sales, name: null, ...times },
  });
  return callId;
}

type Rings = Partial<PhoneCall> & { readonly callId?: CallId };

/** Our phone's calls, by the names they are shown under. */
function rings(...calls: readonly Rings[]): void {
  store.setPhoneCalls(
    calls.map(({ callId = null, ...change }, at) => ({
      callId,
      phoneCall: {
        phoneCallId: PhoneCallId.parse(`p-${at + 1}`),
        direction: "incoming",
        remote: { number: "0612345678", name: "Sanne" },
        coreCallId: null,
        state: "incoming",
        stateSince: t0 + 100,
        startedAt: t0 + 100,
        answeredAt: null,
        muted: false,
        audio: "connecting",
        transfer: null,
        returned: null,
        consultFor: null,
        inConference: false,
        quality: null,
        ...change,
      },
    })),
  );
}

/** The lines as they are shown: which caller, and the phone call that answering him answers. */
const lines = () =>
  callerRows(store, () => []).map(({ callerId, phoneCallId }) => [callerId, phoneCallId] as const);

describe("our phone rings before the feed tells for whom", () => {
  test("who waits under the same number is one line, that of the waiting call, and answering answers the phone", () => {
    waits("c-1", sanne);
    waits("c-2", { number: "+31201234567", name: "Tom" });
    rings({});
    expect(lines()).toEqual([
      ["c-1", "p-1"],
      ["c-2", null],
    ]);
    expect(callerRows(store, () => [])[0]).toMatchObject({
      ...{ state: "ringing", since: t0, queue: { name: "Sales" }, party: { name: "Sanne" } },
    });
  });

  test("also where only the feed or only the telephone network knows a name, but not under two names", () => {
    waits("c-1", { ...sanne, name: null });
    rings({});
    expect(lines()).toEqual([["c-1", "p-1"]]);
    waits("c-1", { ...sanne, name: "Somebody else at the same company" });
    expect(lines()).toEqual([
      ["p-1", "p-1"],
      ["c-1", null],
    ]);
  });

  test("it may be any of two who wait, and either of two calls that ring: then nobody is taken for anybody", () => {
    waits("c-1", sanne);
    waits("c-2", sanne);
    rings({});
    expect(lines()).toEqual([
      ["p-1", "p-1"],
      ["c-1", null],
      ["c-2", null],
    ]);
    rings({}, { callId: CallId.parse("c-1") });
    expect(lines()).toEqual([
      ["c-2", "p-1"],
      ["c-1", "p-2"],
    ]);
    store.removeCall(CallId.parse("c-2"));
    rings({}, {});
    expect(lines()).toEqual([
      ["p-1", "p-1"],
      ["p-2", "p-2"],
      ["c-1", null],
    ]);
  });

  test("a withheld number says nothing of who it is", () => {
    waits("c-1", hidden);
    rings({ remote: { number: "anonymous", name: "Anonymous" } });
    expect(lines()).toEqual([
      ["p-1", "p-1"],
      ["c-1", null],
    ]);
  });

  test("what the exchange told goes before any guess, also before the feed knows that call", () => {
    waits("c-1", sanne);
    rings({ coreCallId: CallId.parse("c-9") });
    expect(lines()).toEqual([
      ["p-1", "p-1"],
      ["c-1", null],
    ]);
  });

  test("whoever talks with us hides nobody who waits", () => {
    waits("c-1", sanne);
    rings({ state: "talking", answeredAt: t0 + 200 });
    expect(lines()).toEqual([["c-1", null]]);
  });
});

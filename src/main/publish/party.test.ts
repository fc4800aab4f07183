import { afterEach, beforeEach, expect, test } from "vitest";
import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId, PhoneCallId } from "../../shared/model/ids.ts";
import { openStore } from "../store/open-store.ts";
import type { Store, StoredCall } from "../store/rows.ts";
import { createLog } from "../support/log.ts";
import { partyOf, partyOfPhoneCall } from "./party.ts";

let store: Store;
beforeEach(() => {
  store = openStore({ file: ":memory:", log: createLog(() => {}, Date.now), now: Date.now });
});
afterEach(() => store.close());

const unnamed = { userId: null, number: null, name: null };

test("who called without a number hid it; what I called without one is a place, by its name if it has one", () => {
  expect(partyOf({ ...unnamed, direction: "incoming" }, store)).toMatchObject({ kind: "hidden" });
  const called = partyOf({ ...unnamed, direction: "outgoing" }, store);
  expect(called).toMatchObject({ kind: "service", name: null, station: "unknown" });
  const named = partyOf({ ...unnamed, direction: "outgoing", name: "Callback service" }, store);
  expect(named).toMatchObject({ kind: "service", name: "Callback service" });
});

const times = { state: "ringing", createdAt: 1, answeredAt: null } as const;
const callFrom = (source: Callpoint): StoredCall => ({
  ...{ callId: "c-1" as CallId, parentCallId: null, dialledNumber: null, queue: null, source },
  destination: { ...times, kind: "external", number: "200", name: null },
});
const ringing = (number: string | null): PhoneCall => ({
  ...{ phoneCallId: "p-1" as PhoneCallId, direction: "incoming", coreCallId: null, state: "incoming" },
  ...{ remote: { number, name: null }, stateSince: 1, startedAt: 1, answeredAt: null, muted: false },
  ...{
    audio: "connecting",
    transfer: null,
    returned: null,
    consultFor: null,
    inConference: false,
    quality: null,
  },
});

test("a place that rings my phone is named where nobody signalled a number, else the number is shown", () => {
  const place: Callpoint = { ...times, kind: "resource", resourceType: "voicemail", name: null };
  expect(partyOfPhoneCall(ringing(null), callFrom(place), store)).toMatchObject({ station: "voicemail" });
  expect(partyOfPhoneCall(ringing("31612345678"), callFrom(place), store)).toMatchObject({
    number: "+31612345678",
  });
  const queue: Callpoint = { ...times, kind: "dialplan", number: null, name: "Main menu" };
  expect(partyOfPhoneCall(ringing(null), callFrom(queue), store)).toMatchObject({ kind: "hidden" });
});

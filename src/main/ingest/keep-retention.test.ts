import { expect, test } from "vitest";
import { openUserData } from "../store/user-data.ts";
import { createLog } from "../support/log.ts";
import { keepRetention } from "./keep-retention.ts";
import { call1, ended, me, ring1, testIngest } from "./test-ingest.ts";

test("a visit, a call of mine and what I wrote of it are gone when they are older than 90 days", () => {
  const { clock, store, hear, hearCall, external, inSales, atUser, close } = testIngest();
  const log = createLog(() => {}, clock.now);
  const userData = openUserData({ file: ":memory:", log, now: clock.now });
  const end = keepRetention(store, userData, clock);
  hearCall(call1, external(), inSales());
  hearCall(ring1, inSales(), atUser(me, "ringing"), call1);
  hear(ended(call1));
  userData.writeNote(call1, "calls back on Friday", clock.now());
  const kept = () => [
    store.visitsOfCall(call1).length,
    store.historyOfCall(call1).length,
    userData.note(call1),
  ];
  const day = 24 * 60 * 60_000;
  clock.advance(90 * day);
  expect(kept()).toEqual([1, 1, "calls back on Friday"]);
  clock.advance(day);
  expect(kept()).toEqual([0, 0, ""]);
  end();
  userData.close();
  close();
});

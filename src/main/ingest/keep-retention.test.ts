import { expect, test } from "vitest";
import { openUserData } from "../store/user-data.ts";
import { createLog } from "../support/log.ts";
import { keepRetention } from "./keep-retention.ts";
import { call1, ended, me, ring1, testIngest } from "./test-ingest.ts";

const day = 24 * 60 * 60_000;

/** A call of mine through a queue that is over, with a note. */
function aCallThatIsOver() {
  const { clock, store, hear, hearCall, external, inSales, atUser, close } = testIngest();
  const log = createLog(() => {}, clock.now);
  const userData = openUserData({ file: ":memory:", log, now: clock.now });
  const days = () => userData.settings().retentionDays;
  const retention = keepRetention({
    kept: [store, userData],
    days,
    timeZone: "Europe/Amsterdam",
    clock,
    log,
  });
  hearCall(call1, external(), inSales());
  hearCall(ring1, inSales(), atUser(me, "ringing"), call1);
  hear(ended(call1));
  userData.writeNote(call1, "calls back on Friday", clock.now());
  return {
    ...{ clock, store, userData, retention },
    kept: () => [store.visitsOfCall(call1).length, store.historyOfCall(call1).length, userData.note(call1)],
    close() {
      retention.close();
      userData.close();
      close();
    },
  };
}

test("a visit, a call of mine and what I wrote of it are gone when they are older than 90 days", () => {
  const { clock, kept, close } = aCallThatIsOver();
  clock.advance(90 * day);
  expect(kept()).toEqual([1, 1, "calls back on Friday"]);
  clock.advance(day);
  expect(kept()).toEqual([0, 0, ""]);
  close();
});

test("where the retention is a week, they are gone after a week", () => {
  const { clock, userData, retention, kept, close } = aCallThatIsOver();
  clock.advance(8 * day);
  userData.changeSettings({ retentionDays: 9 });
  retention.purge();
  expect(kept()).toEqual([1, 1, "calls back on Friday"]);
  userData.changeSettings({ retentionDays: 7 });
  retention.purge();
  expect(kept()).toEqual([0, 0, ""]);
  close();
});

test("what the core's files tell of a time that is not kept any more is not stored", () => {
  const { clock, store, retention, kept, close } = aCallThatIsOver();
  const [visit] = store.visitsOfCall(call1);
  const [line] = store.historyOfCall(call1);
  clock.advance(91 * day);
  retention.purge();
  if (visit) store.addVisit(visit);
  if (line) store.putHistory(line);
  expect(kept()).toEqual([0, 0, ""]);
  close();
});

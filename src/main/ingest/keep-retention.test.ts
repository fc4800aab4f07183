import { expect, test } from "vitest";
import { keepRetention } from "./keep-retention.ts";
import { call1, ended, testIngest } from "./test-ingest.ts";

test("a visit is gone from the ledger when it is older than 90 days", () => {
  const { clock, store, hear, hearCall, external, inSales, close } = testIngest();
  const end = keepRetention(store, clock);
  hearCall(call1, external(), inSales());
  hear(ended(call1));
  const day = 24 * 60 * 60_000;
  clock.advance(90 * day);
  expect(store.visitsOfCall(call1)).toHaveLength(1);
  clock.advance(day);
  expect(store.visitsOfCall(call1)).toEqual([]);
  end();
  close();
});

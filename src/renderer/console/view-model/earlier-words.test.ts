import { expect, test } from "vitest";
import type { EarlierCall } from "../../../shared/model/history.ts";
import { CallId } from "../../../shared/model/ids.ts";
import { earlierCallText, earlierCountText, newestNote } from "./earlier-words.ts";

const now = new Date(2026, 2, 10, 14, 3).getTime();
const call = (rest: Partial<EarlierCall>): EarlierCall => ({
  callId: CallId.parse("c"),
  at: now,
  colleagueName: null,
  outcome: "talked",
  queueName: null,
  note: "",
  ...rest,
});

test("an earlier call is told by its day and time, and with whom it was or what became of it", () => {
  const at = (...moment: [number, number, number, number]) => new Date(2026, ...moment).getTime();
  const text = (rest: Partial<EarlierCall>) => earlierCallText("en", call(rest), now);
  expect(text({ at: at(2, 10, 0, 5), colleagueName: "Eva Mulder" })).toBe("today 00:05 with Eva Mulder");
  expect(text({ at: at(2, 9, 23, 59), outcome: "missed" })).toBe("yesterday 23:59, missed");
  expect(text({ at: at(2, 4, 9, 14), outcome: "unknown" })).toBe("Wednesday 09:14");
  expect(text({ at: at(2, 3, 16, 40), outcome: "abandoned" })).toBe("3 Mar, 16:40, hung up while waiting");
  expect(earlierCallText("nl", call({ at: at(2, 9, 8, 0), outcome: "declined" }), now)).toBe(
    "gisteren 08:00, geweigerd",
  );
});

test("where main tells as many calls as it ever does, there may be more", () => {
  expect(earlierCountText("en", [call({})])).toBe("1 earlier call");
  expect(earlierCountText("en", new Array(5).fill(call({})))).toBe("5 or more earlier calls");
});

test("the newest note is shown though a later call has none", () => {
  expect(newestNote([call({}), call({ note: "invoice 2231" }), call({ note: "older" })])).toBe(
    "invoice 2231",
  );
  expect(newestNote([call({})])).toBe(null);
});

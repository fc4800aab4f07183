import { expect, test } from "vitest";
import { returnReasonOf } from "./return-reason.ts";

test.each([
  [486, "busy"],
  [603, "declined"],
  [408, "no-answer"],
  [480, "no-answer"],
  [404, "unreachable"],
  [487, "cancelled"],
  [500, "failed"],
])("a transfer that ends with %i came back as %s", (statusCode, reason) =>
  expect(returnReasonOf(statusCode)).toBe(reason),
);

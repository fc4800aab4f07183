import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CONTRACT_REPORT, contractReport } from "../../scripts/contract-report.ts";

test("docs/contract.md says what the schemas say (npm run contract writes it)", () => {
  expect(readFileSync(CONTRACT_REPORT, "utf8")).toBe(contractReport());
});

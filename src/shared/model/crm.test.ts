import { expect, test } from "vitest";
import { crmAddress } from "./crm.ts";

test("the number stands in the address as an address writes it, wherever it is wanted", () => {
  expect(crmAddress("https://crm.example.com/?q={number}&tel={number}", "+31612345678")).toBe(
    "https://crm.example.com/?q=%2B31612345678&tel=%2B31612345678",
  );
  expect(crmAddress("", "+31612345678")).toBeNull();
});

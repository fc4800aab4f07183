import { expect, test } from "vitest";
import { parseCsv } from "./csv.ts";

test("a file's rows are read by the names in its header, quoted or not, whatever its line ends", () => {
  const rows = parseCsv(
    'call_id,queue_name,agent_name\r\n1,"Sales, ""north""\nand south",\r\n2,Support,Anna\r\n',
  );
  expect(rows.map((row) => Object.fromEntries(row))).toEqual([
    { call_id: "1", queue_name: 'Sales, "north"\nand south', agent_name: "" },
    { call_id: "2", queue_name: "Support", agent_name: "Anna" },
  ]);
  expect(parseCsv("call_id\n")).toEqual([]);
  expect(parseCsv("")).toEqual([]);
});

import { expect, test } from "vitest";
import { type CsvRow, readCsv } from "./csv.ts";

async function rowsOf(text: string): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  await readCsv(text, (row) => rows.push(row));
  return rows;
}

test("a file's rows are read by the names in its header, quoted or not, whatever its line ends", async () => {
  const rows = await rowsOf(
    'call_id,queue_name,agent_name\r\n1,"Sales, ""north""\nand south",\r\n2,Support,Anna\r\n3\r\n',
  );
  const columns = ["call_id", "queue_name", "agent_name", "no_such"];
  expect(rows.map((row) => columns.map(row.get))).toEqual([
    ["1", 'Sales, "north"\nand south', "", undefined],
    ["2", "Support", "Anna", undefined],
    ["3", "", "", undefined],
  ]);
  expect(await rowsOf("call_id\n")).toEqual([]);
  expect(await rowsOf("")).toEqual([]);
});

test("a line that is still being written is none yet: what stands of it may be half a word", async () => {
  for (const half of ["2,Sup", "2,Support,A", '2,"Support', "2"])
    expect((await rowsOf(`call_id,queue_name,agent_name\n1,Sales,Bas\n${half}`)).length).toBe(1);
  expect(await rowsOf("call_id,que")).toEqual([]);
});

test("who reads a large file keeps nobody waiting", async () => {
  let seen = 0;
  const reading = readCsv(`call_id\n${"1\n".repeat(10_000)}`, () => {
    seen += 1;
  });
  await new Promise(setImmediate);
  expect(seen).toBeLessThan(10_000);
  await reading;
  expect(seen).toBe(10_000);
});

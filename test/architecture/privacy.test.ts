import { readFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { eventMigrations } from "../../src/main/store/event-rows.ts";
import { cacheMigrations, userDataMigrations } from "../../src/main/store/migrations.ts";
import { aboutNumber, aboutUser } from "../../src/main/store/personal-tables.ts";

const document = readFileSync(path.resolve(import.meta.dirname, "../../docs/privacy.md"), "utf8");

const files = [
  { file: "live.sqlite", migrations: cacheMigrations },
  { file: "user.sqlite", migrations: userDataMigrations },
  { file: "events.sqlite", migrations: eventMigrations },
] as const;

/** Tables and their columns, as SQLite has them. */
function schemaOf(migrations: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const database = new Database(":memory:");
  for (const step of migrations) database.exec(step);
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  const columns = database.prepare<[string]>("SELECT name FROM pragma_table_xinfo(?)").pluck();
  const schema = new Map(
    (tables as string[]).map((table) => [table, (columns.all(table) as string[]).toSorted()]),
  );
  database.close();
  return schema;
}

/** The same, as the page tells it: a row for each table, with every column in code. */
function toldOf(file: string): ReadonlyMap<string, readonly string[]> {
  const section = document.split(/^## /m).find((part) => part.startsWith(`\`${file}\``)) ?? "";
  return new Map(
    [...section.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)].map(([, table = "", what = ""]) => [
      table,
      [...what.matchAll(/`(\w+)`/g)].map(([, column = ""]) => column).toSorted(),
    ]),
  );
}

test.each(files)("docs/privacy.md tells every table of $file with every column, and no other", (each) => {
  const byTable = (schema: ReadonlyMap<string, readonly string[]>) =>
    Object.fromEntries([...schema].toSorted(([one], [other]) => one.localeCompare(other)));
  expect(byTable(toldOf(each.file))).toEqual(byTable(schemaOf(each.migrations)));
});

test("the export looks for a person in every table that has a column for one", () => {
  const personal =
    /^(user_id|agent_id|owner_id|answered_by|source|phone_call|number|caller_number)$|_user_id$/;
  const searched = new Set<string>([...Object.keys(aboutNumber), ...Object.keys(aboutUser)]);
  for (const [table, columns] of schemaOf(cacheMigrations))
    if (columns.some((column) => personal.test(column))) expect(searched).toContain(table);
});

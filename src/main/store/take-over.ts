import Database from "better-sqlite3";

/**
 * Takes over from a damaged file of the same schema what can be read of these tables: each up to where it is damaged. The damaged file
 * is only read.
 */
export function takeOver(damaged: string, into: Database.Database, saves: (table: string) => boolean): void {
  const from = new Database(damaged, { readonly: true });
  try {
    const versionOf = (database: Database.Database) => database.pragma("user_version", { simple: true });
    if (versionOf(from) !== versionOf(into)) return;
    const tables = into
      .prepare<[], string>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
      )
      .pluck();
    for (const table of tables.all()) if (saves(table)) copyRows(table, from, into);
  } catch {
    // Not even its first page can be read.
  } finally {
    from.close();
  }
}

function copyRows(table: string, from: Database.Database, into: Database.Database): void {
  into.transaction(() => {
    const columns = into
      .prepare<[string], string>("SELECT name FROM pragma_table_info(?)")
      .pluck()
      .all(table);
    const insert = into.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${columns.map(() => "?").join()})`);
    try {
      const rows = from.prepare<[], unknown[]>(`SELECT ${columns.join()} FROM ${table}`).raw();
      for (const row of rows.iterate()) insert.run(row);
    } catch {
      // From here on the table is damaged.
    }
  })();
}

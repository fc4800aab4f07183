import { Settings } from "../../shared/model/product-state.ts";
import type { Log } from "../support/log.ts";
import { userDataMigrations } from "./migrations.ts";
import { openDatabase } from "./open-database.ts";

export const defaultSettings: Settings = { language: "en", theme: "system" };

/** What people entered themselves: in a file of its own that outlives every rebuild of the cache. */
export interface UserData {
  settings(): Settings;
  /** Answers the settings as they are now. */
  changeSettings(change: Partial<Settings>): Settings;
  close(): void;
}

export function openUserData(options: { file: string; log: Log; now: () => number }): UserData {
  const database = openDatabase(options.file, userDataMigrations, options);
  const read = database.prepare<[], { name: string; value: string }>("SELECT name, value FROM settings");
  const write = database.prepare("INSERT OR REPLACE INTO settings VALUES (?, ?)");

  // Each setting is judged by itself, so that one written by another version does not reset the others.
  function settings(): Settings {
    let known = defaultSettings;
    for (const { name, value } of read.all()) {
      const next = Settings.safeParse({ ...known, [name]: value });
      if (next.success) known = next.data;
    }
    return known;
  }

  return {
    settings,
    changeSettings(change) {
      for (const [name, value] of Object.entries(change)) write.run(name, value);
      return settings();
    },
    close: () => void database.close(),
  };
}

import type { Database } from "better-sqlite3";
import {
  BindableKey,
  ConsoleKey,
  type KeyBindings,
  keyProfiles,
  withKey,
} from "../../shared/model/console-keys.ts";
import type { Settings } from "../../shared/model/product-state.ts";

type Profile = Settings["keyProfile"];

/** The keys that people gave something else to do than their profile says, for each profile. */
export interface KeyRows {
  keyBindings(profile: Profile): KeyBindings;
  bindKey(profile: Profile, action: ConsoleKey, key: string): void;
  /** All keys are the profile's again. */
  resetKeys(profile: Profile): void;
}

export function createKeyRows(database: Database): KeyRows {
  const read = database.prepare<[string], { action: string; key: string }>(
    "SELECT action, key FROM key_bindings WHERE profile = ? ORDER BY action",
  );
  const write = database.prepare("INSERT OR REPLACE INTO key_bindings VALUES (?, ?, ?)");
  const reset = database.prepare("DELETE FROM key_bindings WHERE profile = ?");
  return {
    keyBindings(profile) {
      let bindings = keyProfiles[profile];
      for (const row of read.all(profile)) {
        // Another version may know other actions and keys.
        const action = ConsoleKey.safeParse(row.action);
        const key = BindableKey.safeParse(row.key);
        if (action.success && key.success) bindings = withKey(bindings, action.data, key.data);
      }
      return bindings;
    },
    bindKey: (profile, action, key) => void write.run(profile, action, key),
    resetKeys: (profile) => void reset.run(profile),
  };
}

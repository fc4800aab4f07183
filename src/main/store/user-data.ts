import type { Database } from "better-sqlite3";
import type { z } from "zod";
import { DeviceChoice, defaultDeviceChoice } from "../../shared/model/audio-devices.ts";
import { Board, defaultBoard } from "../../shared/model/board.ts";
import { defaultPanes, Panes } from "../../shared/model/panes.ts";
import { defaultSettings, Settings } from "../../shared/model/product-state.ts";
import type { Log } from "../support/log.ts";
import { type AutoAnswerQueues, createAutoAnswerQueues } from "./auto-answer-queues.ts";
import { type ColleagueNotes, createColleagueNotes } from "./colleague-notes.ts";
import { type ContactBook, createContactBook } from "./contact-book.ts";
import { createFavourites, type Favourites } from "./favourites.ts";
import { createKeyRows, type KeyRows } from "./key-rows.ts";
import { createLocalApiDigest, type LocalApiDigest } from "./local-api-digest.ts";
import { userDataMigrations } from "./migrations.ts";
import { createNotes, type Notes } from "./notes.ts";
import { type KeptFile, openParts } from "./open-parts.ts";
import { createPersonalNotes, type PersonalNotes } from "./personal-notes.ts";
import { createServiceLevels, type ServiceLevels } from "./service-levels.ts";

/** What people entered themselves: in a file of its own that outlives every rebuild of the cache. */
export interface UserData
  extends Notes,
    ServiceLevels,
    AutoAnswerQueues,
    PersonalNotes,
    LocalApiDigest,
    KeyRows,
    ContactBook,
    Favourites,
    ColleagueNotes,
    KeptFile {
  settings(): Settings;
  /** Answers the settings as they are now. */
  changeSettings(change: Partial<Settings>): Settings;
  /** The wall display's. */
  board(): Board;
  /** Answers the board as it is now. */
  changeBoard(change: Partial<Board>): Board;
  deviceChoice(): DeviceChoice;
  /** Answers the choice as it is now. */
  chooseDevices(change: Partial<DeviceChoice>): DeviceChoice;
  panes(): Panes;
  /** Answers the panes as they are now. */
  resizePanes(change: Partial<Panes>): Panes;
}

export function openUserData(options: { file: string; log: Log; now: () => number }): UserData {
  return openParts({ ...options, migrations: userDataMigrations, parts, saves: () => true }, [
    "eraseNotesOf",
    "eraseContactsWith",
    "keepSince",
  ]);
}

function parts(database: Database) {
  function entries(table: "settings" | "board" | "devices" | "panes") {
    const read = database.prepare<[], { name: string; value: string }>(`SELECT name, value FROM ${table}`);
    const write = database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`);
    return {
      read: () => read.all(),
      write: database.transaction((written: readonly (readonly [string, string])[]) => {
        for (const [name, value] of written) write.run(name, value);
      }),
    };
  }

  const settingEntries = entries("settings");
  const settings = () => readEach(Settings, defaultSettings, settingEntries.read(), settingFrom);
  const boardEntries = entries("board");
  const board = () => readEach(Board, defaultBoard, boardEntries.read(), JSON.parse);
  const deviceEntries = entries("devices");
  const deviceChoice = () => readEach(DeviceChoice, defaultDeviceChoice, deviceEntries.read(), JSON.parse);
  const paneEntries = entries("panes");
  const panes = () => readEach(Panes, defaultPanes, paneEntries.read(), JSON.parse);

  return {
    settings,
    changeSettings(change: Partial<Settings>) {
      settingEntries.write(Object.entries(change).map(([name, value]) => [name, String(value)]));
      return settings();
    },
    board,
    changeBoard(change: Partial<Board>) {
      boardEntries.write(Object.entries(change).map(([name, value]) => [name, JSON.stringify(value)]));
      return board();
    },
    deviceChoice,
    chooseDevices(change: Partial<DeviceChoice>) {
      deviceEntries.write(Object.entries(change).map(([name, value]) => [name, JSON.stringify(value)]));
      return deviceChoice();
    },
    panes,
    resizePanes(change: Partial<Panes>) {
      paneEntries.write(Object.entries(change).map(([name, value]) => [name, JSON.stringify(value)]));
      return panes();
    },
    ...createNotes(database),
    ...createServiceLevels(database),
    ...createAutoAnswerQueues(database),
    ...createPersonalNotes(database),
    ...createLocalApiDigest(database),
    ...createKeyRows(database),
    ...createContactBook(database),
    ...createFavourites(database),
    ...createColleagueNotes(database),
  };
}

/** Settings are words, whole numbers, and yes or no. */
function settingFrom(value: string): unknown {
  if (value === "true" || value === "false") return value === "true";
  return /^\d+$/.test(value) ? Number(value) : value;
}

/** Each entry is judged by itself, so that one written by another version does not reset the others. */
function readEach<T extends object>(
  schema: z.ZodType<T>,
  defaults: T,
  entries: readonly { readonly name: string; readonly value: string }[],
  parse: (value: string) => unknown,
): T {
  let known = defaults;
  for (const { name, value } of entries) {
    const next = schema.safeParse({ ...known, [name]: parse(value) });
    if (next.success) known = next.data;
  }
  return known;
}

import type { Keeping } from "../../shared/model/storage.ts";
import { type DatabaseFile, openAfter, openDatabase } from "./open-database.ts";
import { createSlowStatements } from "./slow-statements.ts";

/** What both files have in common. */
export interface KeptFile {
  keeping(): Keeping;
  /** Hears when the file begins to be kept otherwise; there may be less in it than before. One listener. */
  onKeeping(listener: () => void): void;
  close(): void;
}

export interface Reading {
  /** Many questions asked in a row, which cost less than one by one. It may be run again where the file fails. */
  reading<T>(name: string, run: () => T): T;
}

export interface Transactions {
  /** All or nothing. Runs at once. `name` says in the log what was slow: words of this program, never of a person. */
  transaction<T>(name: string, run: () => T): T;
}

type Methods<Parts> = { readonly [K in keyof Parts]: (...given: never[]) => unknown };

/**
 * Opens a file for its parts, and keeps them at work when the file fails: whatever was asked is then done where the program goes on,
 * in memory or in a new file (`openAfter`). What `mustReachTheDisk` fails instead, since it promises something of the disk.
 */
export function openParts<Parts extends Methods<Parts>>(
  file: DatabaseFile<Parts>,
  mustReachTheDisk: readonly (keyof Parts)[],
): Parts & Transactions & Reading & KeptFile {
  let opened = openDatabase(file);
  let listener = () => {};
  /** What is asked within a transaction fails and is slow with it. */
  let atWork = false;
  const tellSlow = createSlowStatements(file.log, file.now);

  function attempt<T>(name: string, run: () => T): T {
    const began = file.now();
    atWork = true;
    try {
      return run();
    } catch (cause) {
      const next = mustReachTheDisk.includes(name as keyof Parts)
        ? null
        : openAfter(file, opened.database, cause);
      if (!next) throw cause;
      opened = next;
      listener();
      return run();
    } finally {
      atWork = false;
      tellSlow(name, file.now() - began);
    }
  }

  function method<K extends keyof Parts>(name: K) {
    return (...given: never[]) =>
      atWork ? opened.parts[name](...given) : attempt(String(name), () => opened.parts[name](...given));
  }

  function transaction<T>(name: string, run: () => T): T {
    const whole = () => opened.database.transaction(run)();
    return atWork ? whole() : attempt(name, whole);
  }

  const reading = <T>(name: string, run: () => T): T => (atWork ? run() : attempt(name, run));

  const names = Object.keys(opened.parts) as (keyof Parts)[];
  return {
    // Each name has the method that it had.
    ...(Object.fromEntries(names.map((name) => [name, method(name)])) as unknown as Parts),
    transaction,
    reading,
    keeping: () => opened.keeping,
    onKeeping(heard) {
      listener = heard;
    },
    close: () => void opened.database.close(),
  };
}

import type { Database } from "better-sqlite3";

/** Whose account the live state was told to. */
export interface AccountKeeper {
  /** A digest of server and user name; null: nobody's. */
  account(): string | null;
  setAccount(digest: string | null): void;
}

export function createAccount(database: Database): AccountKeeper {
  const read = database.prepare<[], string>("SELECT digest FROM account").pluck();
  const write = database.prepare("INSERT OR REPLACE INTO account VALUES (1, ?)");
  const remove = database.prepare("DELETE FROM account");
  return {
    account: () => read.get() ?? null,
    setAccount: (digest) => void (digest === null ? remove.run() : write.run(digest)),
  };
}

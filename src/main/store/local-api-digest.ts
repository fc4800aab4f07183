import type { Database } from "better-sqlite3";

/** How the token of the local API is recognised; the token itself is kept nowhere. */
export interface LocalApiDigest {
  /** null: there has been no token yet. */
  localApiDigest(): Buffer | null;
  keepLocalApiDigest(digest: Buffer): void;
}

const NAME = "localApiDigest";

export function createLocalApiDigest(database: Database): LocalApiDigest {
  const read = database.prepare<[string]>("SELECT value FROM settings WHERE name = ?").pluck();
  const write = database.prepare("INSERT OR REPLACE INTO settings VALUES (?, ?)");
  return {
    localApiDigest() {
      const value = read.get(NAME);
      return typeof value === "string" ? Buffer.from(value, "base64url") : null;
    },
    keepLocalApiDigest: (digest) => void write.run(NAME, digest.toString("base64url")),
  };
}

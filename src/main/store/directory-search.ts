import type { Database } from "better-sqlite3";
import type { UserId } from "../../shared/model/ids.ts";
import type { DirectoryHits } from "./rows.ts";

/** Lower case without accents, so that what is typed and what is stored compare. */
export const foldText = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

/**
 * Finds colleagues by the beginnings of words of name, department, extension and e-mail, in any order; a number is also found by
 * its middle. Order: the name begins with the text or is the extension; a word of the name or the extension begins with it; the
 * rest; each by name.
 */
export function createDirectorySearch(database: Database) {
  const everybody = database.prepare<[number], HitRow>(
    "SELECT user_id AS userId, count(*) OVER () AS total FROM users ORDER BY folded_name LIMIT ?",
  );
  const matching = database.prepare<[SearchInput], HitRow>(`
    WITH by_word AS MATERIALIZED (SELECT rowid AS id FROM directory WHERE directory MATCH @words),
      by_name AS MATERIALIZED (SELECT rowid AS id FROM directory WHERE directory MATCH @nameWords),
      by_number AS MATERIALIZED (SELECT id FROM users WHERE @digits <> '' AND instr(extensions, @digits)),
      hits AS (SELECT id FROM by_word UNION SELECT id FROM by_number)
    SELECT user_id AS userId, count(*) OVER () AS total
    FROM hits JOIN users USING (id)
    ORDER BY CASE
        WHEN substr(folded_name, 1, length(@text)) = @text OR extensions = @digits THEN 0
        WHEN id IN by_name OR (@digits <> '' AND instr(extensions, @digits) = 1) THEN 1
        ELSE 2
      END, folded_name
    LIMIT @limit`);

  return (text: string, limit: number): DirectoryHits => {
    const folded = foldText(text).trim().replace(/\s+/g, " ");
    const words = folded.match(/[\p{Letter}\p{Number}]+/gu) ?? [];
    if (folded === "") return answer(everybody.all(limit));
    if (words.length === 0) return { userIds: [], total: 0 };
    const query = words.map((word) => `"${word}"*`).join(" ");
    return answer(
      matching.all({
        text: folded,
        words: query,
        nameWords: `name : (${query})`,
        digits: /^\d+$/.test(folded) ? folded : "",
        limit,
      }),
    );
  };
}

interface HitRow {
  userId: UserId;
  total: number;
}

interface SearchInput {
  text: string;
  words: string;
  nameWords: string;
  digits: string;
  limit: number;
}

const answer = (rows: readonly HitRow[]): DirectoryHits => ({
  userIds: rows.map((row) => row.userId),
  total: rows[0]?.total ?? 0,
});

import { type Result, refused, success } from "../../shared/model/result.ts";
import type { HttpAccount } from "./http-account.ts";

/** A day of a large company is megabytes. */
const timeoutMs = 60_000;

/** The files API as the signed-in user (core API section 10). */
export interface FilesClient {
  /** The text of a file; the path's parts may hold anything. A kind of file that was refused for want of a right is not asked for again. */
  get(path: readonly string[], query?: Readonly<Record<string, string>>): Promise<Result<string>>;
}

/** `forbidden`: what was refused since this user signed in, kept by the caller for the next session. */
export function createFilesClient(base: string, account: HttpAccount, forbidden: Set<string>): FilesClient {
  return {
    async get(path, query = {}) {
      const kind = `${path[0]} ${path.at(-1)}`;
      if (forbidden.has(kind)) return refused("not-allowed", "HTTP 403, as before");
      const url = `${base}/${path.map(encodeURIComponent).join("/")}?${new URLSearchParams(query)}`;
      const answer = await account.send({ method: "GET", base, url, timeoutMs });
      if (!answer.ok) return answer;
      const { status, text } = answer.value;
      if (status === 403) forbidden.add(kind);
      return status === 200 ? success(text) : refused("not-allowed", `HTTP ${status}`);
    },
  };
}

import { type Result, refused, success } from "../../shared/model/result.ts";
import { networkRefusal } from "./refusals.ts";

/** A day of a large company is megabytes. */
const timeoutMs = 60_000;

/** The files API as the signed-in user (core API section 10). */
export interface FilesClient {
  /** The text of a file; the path's parts may hold anything. */
  get(path: readonly string[], query?: Readonly<Record<string, string>>): Promise<Result<string>>;
}

/** `usernames`: as for REST, each form of the name is tried once, and the one that works is kept. */
export function createFilesClient(base: string, usernames: readonly string[], password: string): FilesClient {
  let names = [...new Set(usernames)];

  return {
    async get(path, query = {}) {
      const [name = "", ...others] = names;
      try {
        const response = await fetch(
          `${base}/${path.map(encodeURIComponent).join("/")}?${new URLSearchParams(query)}`,
          {
            headers: {
              Authorization: `Basic ${Buffer.from(`${name}:${password}`, "utf8").toString("base64")}`,
            },
            signal: AbortSignal.timeout(timeoutMs),
          },
        );
        const text = await response.text();
        if (response.status === 401 && others.length > 0) {
          names = others;
          return await this.get(path, query);
        }
        return response.ok ? success(text) : refused("not-allowed", `HTTP ${response.status}`);
      } catch (cause) {
        return { ok: false, refusal: networkRefusal(cause) };
      }
    },
  };
}

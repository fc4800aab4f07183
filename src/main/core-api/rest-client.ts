import type { RefusalCode } from "../../shared/model/product-state.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import { networkRefusal } from "./refusals.ts";

const mediaType = "application/vnd.iperity.compass.v3+json";
const timeoutMs = 15_000;

/** REST v3 as the signed-in user (core API section 2). Answers are whatever JSON came, undefined for an empty body. */
export interface RestClient {
  get(url: string): Promise<Result<unknown>>;
  post(url: string, body: unknown): Promise<Result<unknown>>;
  patch(url: string, body: unknown): Promise<Result<unknown>>;
  /** References are absolute URLs; ids are opaque and may hold anything. */
  url(...path: readonly string[]): string;
}

/**
 * `usernames`: which form of the name REST wants differs for users of a company domain (core API 1.2), so each is tried once,
 * and the one that works is kept.
 */
export function createRestClient(base: string, usernames: readonly string[], password: string): RestClient {
  const { origin } = new URL(base);
  let names = [...new Set(usernames)];

  async function request(method: string, url: string, body?: unknown): Promise<Result<unknown>> {
    // The core's own references are used as they are; the password goes nowhere else for it.
    if (!URL.canParse(url) || new URL(url).origin !== origin)
      return refused("not-allowed", "not the core's address");
    const [name = "", ...others] = names;
    try {
      const response = await fetch(url, {
        method,
        headers: {
          Accept: mediaType,
          Authorization: `Basic ${Buffer.from(`${name}:${password}`, "utf8").toString("base64")}`,
          ...(body !== undefined && { "Content-Type": mediaType }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      if (response.status === 401 && others.length > 0) {
        names = others;
        return await request(method, url, body);
      }
      if (!response.ok)
        return refused(codeOf(response.status), `HTTP ${response.status} ${text.slice(0, 200)}`);
      return success(text === "" ? undefined : JSON.parse(text));
    } catch (cause) {
      if (cause instanceof SyntaxError) return refused("server-not-core-api", "the answer was not JSON");
      return { ok: false, refusal: networkRefusal(cause) };
    }
  }

  return {
    get: (url) => request("GET", url),
    post: (url, body) => request("POST", url, body),
    patch: (url, body) => request("PATCH", url, body),
    url: (...path) => [base, ...path.map(encodeURIComponent)].join("/"),
  };
}

function codeOf(status: number): RefusalCode {
  switch (status) {
    case 401:
      return "wrong-password";
    case 403:
      return "not-licensed";
    case 406:
      return "server-not-core-api";
    case 429:
      return "blocked-too-many-attempts";
    default:
      return "failed";
  }
}

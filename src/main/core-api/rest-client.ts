import type { RefusalCode } from "../../shared/model/product-state.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { HttpAccount, HttpRequest } from "./http-account.ts";

const mediaType = "application/vnd.iperity.compass.v3+json";
const timeoutMs = 15_000;

/** REST v3 as the signed-in user (core API section 2). Answers are whatever JSON came, undefined for an empty body. */
export interface RestClient {
  /** What was once refused for want of a licence or a right is not asked again. */
  get(url: string): Promise<Result<unknown>>;
  post(url: string, body: unknown): Promise<Result<unknown>>;
  patch(url: string, body: unknown): Promise<Result<unknown>>;
  /** References are absolute URLs; ids are opaque and may hold anything. */
  url(...path: readonly string[]): string;
}

/** `forbidden`: what was refused since this user signed in, kept by the caller for the next session. */
export function createRestClient(base: string, account: HttpAccount, forbidden: Set<string>): RestClient {
  async function request(
    method: HttpRequest["method"],
    url: string,
    body?: unknown,
  ): Promise<Result<unknown>> {
    const answer = await account.send({
      method,
      base,
      url,
      headers: { Accept: mediaType, ...(body !== undefined && { "Content-Type": mediaType }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMs,
    });
    if (!answer.ok) return answer;
    const { status, text } = answer.value;
    if (status < 200 || status > 299)
      return refused(codeOf(status), `HTTP ${status} ${text.slice(0, 200)}`.trim());
    if (text.trim() === "") return success(undefined);
    try {
      return success(JSON.parse(text));
    } catch {
      return refused("server-not-core-api", "the answer was not JSON");
    }
  }

  return {
    async get(url) {
      if (forbidden.has(url)) return refused("not-licensed", "HTTP 403, as before");
      const answer = await request("GET", url);
      if (!answer.ok && answer.refusal.code === "not-licensed") forbidden.add(url);
      return answer;
    },
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

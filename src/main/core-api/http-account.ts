import { type Result, refused, success } from "../../shared/model/result.ts";
import { networkRefusal } from "./refusals.ts";

const mostRedirects = 5;

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH";
  /** The service that the request is for: the password goes to no other origin. */
  readonly base: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** The signed-in user at the core's services over HTTP. */
export interface HttpAccount {
  /** Whatever the service answered, at the end of its redirects. Refused where nothing was, or should be, sent. */
  send(request: HttpRequest): Promise<Result<HttpAnswer>>;
}

/**
 * `usernames`: which form of the name the core wants differs for users of a company domain (core API 1.2), so each is tried once,
 * one request at a time, and the one that works is kept. Credentials that were refused are not sent again: the core may block an
 * address after twenty failures.
 */
export function createHttpAccount(usernames: readonly string[], password: string): HttpAccount {
  let names = [...new Set(usernames)];
  let isProven = false;
  let proving: Promise<unknown> = Promise.resolve();

  async function attempt(request: HttpRequest): Promise<Result<HttpAnswer>> {
    for (let [name] = names; name !== undefined; [name] = names) {
      const answer = await follow(request, basic(name, password));
      if (!answer.ok) return answer;
      const { status } = answer.value;
      if (status !== 401) {
        isProven ||= status < 300 || status === 403;
        return answer;
      }
      // A name that was right cannot have become wrong: the password has.
      if (names[0] === name) names = isProven ? [] : names.slice(1);
    }
    return refused("wrong-password", "HTTP 401");
  }

  return {
    send(request) {
      if (isProven) return attempt(request);
      const turn = proving.then(() => attempt(request));
      proving = turn;
      return turn;
    },
  };
}

/** RFC 7617, in UTF-8. */
const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`, "utf8").toString("base64")}`;

async function follow(request: HttpRequest, authorization: string): Promise<Result<HttpAnswer>> {
  const { base, headers } = request;
  let { method, body } = request;
  let url = atHome(request.url, base);
  try {
    for (let hops = 0; hops <= mostRedirects; hops++) {
      if (url === null) return refused("not-allowed", "not the core's address");
      const response: Response = await fetch(url, {
        method,
        headers: { ...headers, Authorization: authorization },
        ...(body !== undefined && { body }),
        redirect: "manual",
        signal: AbortSignal.timeout(request.timeoutMs),
      });
      const { status } = response;
      const location = redirects.has(status) ? response.headers.get("Location") : null;
      if (location === null) return success({ status, text: await response.text() });
      await response.body?.cancel();
      // RFC 9110 15.4: only 307 and 308 mean the same request again.
      if (status < 307 && method !== "GET") {
        method = "GET";
        body = undefined;
      }
      url = atHome(location, base, url);
    }
    return refused("server-not-core-api", "it redirects without end");
  } catch (cause) {
    return { ok: false, refusal: networkRefusal(cause) };
  }
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The address where it is the service's own, else null. Behind a proxy a core may call itself `http:`: that is not followed out of TLS. */
function atHome(address: string, base: string, relativeTo?: string): string | null {
  const url = URL.parse(address, relativeTo);
  if (!url) return null;
  const home = new URL(base);
  if (url.protocol === "http:" && home.protocol === "https:" && url.host === home.host)
    url.protocol = "https:";
  return url.origin === home.origin ? url.href : null;
}

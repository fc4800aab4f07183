import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Accounts } from "./accounts.ts";
import type { RestReply, Routes } from "./rest-routes.ts";
import { decodedSegment, requestUrl } from "./url.ts";

const mediaType = "application/vnd.iperity.compass.v3+json";
const largestBody = 64 * 1024;

/**
 * REST v3 over HTTP (core API section 2): Basic auth, the version in `Accept`, 303 to the own objects unless `X-No-Redirect`,
 * CORS for pages of anywhere. `discovery` is what `/.well-known/binnacle-exchange` tells without an account: an extension of
 * ours by which a client that knows only this address finds the other services.
 */
export function restHandler(accounts: Accounts, routes: Routes, discovery: () => unknown): RequestListener {
  const patterns = Object.entries(routes).map(([path, methods]) => ({
    segments: path.toLowerCase().split("/"),
    methods,
  }));
  const match = (path: string) => {
    const given = path.split("/").filter((segment) => segment !== "");
    const found = patterns.find(
      ({ segments }) =>
        segments.length === given.length &&
        segments.every((segment, i) => segment === "{id}" || segment === given[i]?.toLowerCase()),
    );
    return found && { methods: found.methods, id: decodedSegment(given[1] ?? "") };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = requestUrl(request);
    allowOrigins(request, response);
    if (!url) return end(response, 400);
    if (request.method === "OPTIONS") return end(response, 204);
    if (url.pathname === "/.well-known/binnacle-exchange")
      return end(response, 200, discovery(), "application/json");

    const me = accounts.authenticate(request);
    if (!me) {
      response.setHeader("WWW-Authenticate", 'Basic realm="exchange", charset="UTF-8"');
      return end(response, 401);
    }
    if (!accepts(request.headers.accept)) return end(response, 406);
    const found = match(url.pathname);
    if (!found) return end(response, 404);
    const handler = found.methods[request.method as "GET" | "POST" | "PATCH"];
    if (!handler) {
      response.setHeader("Allow", Object.keys(found.methods).join(", "));
      return end(response, 405);
    }
    const body = await readJson(request);
    if (!body) return end(response, 400);
    const reply = handler({ me, id: found.id, query: url.searchParams, body: body.value });
    send(request, response, reply);
  };

  return (request, response) => {
    handle(request, response).catch(() => end(response, 500));
  };
}

/** Of several types the best is ours when it is among them at all: there is one version. */
const accepts = (accept = "") =>
  accept.split(",").some((part) => {
    const [type, ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return type === mediaType && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

function allowOrigins(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
  response.setHeader("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
  response.setHeader("Access-Control-Allow-Headers", "Authorization, Accept, Content-Type, X-No-Redirect");
  response.setHeader("Access-Control-Expose-Headers", "Location");
  response.setHeader("Vary", "Origin");
}

/** null: not JSON, or too much of it. A request without a body has the value undefined. */
async function readJson(request: IncomingMessage): Promise<{ readonly value: unknown } | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) return null;
    chunks.push(chunk);
  }
  if (length === 0) return { value: undefined };
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch {
    return null;
  }
}

function send(request: IncomingMessage, response: ServerResponse, reply: RestReply): void {
  const redirects = reply.location !== undefined && request.headers["x-no-redirect"] !== "true";
  if (redirects) response.setHeader("Location", reply.location ?? "");
  end(response, redirects ? 303 : reply.status, redirects ? undefined : reply.body);
}

function end(response: ServerResponse, status: number, body?: unknown, type = mediaType): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  if (text !== "") response.setHeader("Content-Type", type);
  response.writeHead(status, { "Content-Length": Buffer.byteLength(text) }).end(text);
}

import type { IncomingMessage } from "node:http";
import { isStream } from "../../../shared/contract/streams.ts";
import type { RefusalCode } from "../../../shared/model/product-state.ts";
import type { Product } from "../../product.ts";
import { refusalStatus } from "./refusal-status.ts";

/** The body is what the contract says, or a refusal where the status is not 200. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** For a body, and for a frame, as the windows' link has it. */
export const LIMIT_BYTES = 1024 * 1024;

export const refusal = (status: number, code: RefusalCode, detail: string): HttpAnswer => ({
  status,
  body: { code, detail },
});

/** `POST /api/<request>` with the input as JSON (nothing is `{}`), `GET /api/streams/<stream>` for what the stream holds now. */
export async function answerHttp(
  product: Pick<Product, "request" | "follow">,
  request: IncomingMessage,
): Promise<HttpAnswer> {
  const path = request.url ?? "";
  const stream = /^\/api\/streams\/([\w-]+)$/.exec(path)?.[1];
  if (stream !== undefined) {
    if (request.method !== "GET") return refusal(405, "bad-request", "a stream is read by GET");
    return present(product, stream);
  }
  const name = /^\/api\/([\w.-]+)$/.exec(path)?.[1];
  if (name === undefined) return refusal(404, "unknown-request", "no such path");
  if (request.method !== "POST") return refusal(405, "bad-request", "a request is asked by POST");
  const text = await readBody(request);
  if (text === null) return refusal(413, "bad-request", `more than ${LIMIT_BYTES} bytes`);
  const input = parseJson(text);
  if (input === undefined) return refusal(400, "bad-request", "not JSON");
  const result = await product.request(name, input);
  if (result.ok) return { status: 200, body: result.value };
  return { status: refusalStatus[result.refusal.code], body: result.refusal };
}

/** The value, or all rows: the snapshot that a follower gets first. */
function present({ follow }: Pick<Product, "follow">, stream: string): HttpAnswer {
  if (!isStream(stream)) return refusal(404, "unknown-request", `no stream ${stream}`);
  let body: unknown = null;
  follow(stream, (frame) => {
    if (frame.kind === "value") body = frame.value;
    if (frame.kind === "rows") body = frame.rows;
  })();
  return { status: 200, body };
}

/** null: too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > LIMIT_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

function parseJson(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

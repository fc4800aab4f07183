import { z } from "zod";
import { type Result, refused, success } from "../../shared/model/result.ts";
import { networkRefusal } from "./refusals.ts";

/** Where the services of one core are. */
export interface Endpoints {
  /** Base URL without a slash at its end. */
  readonly rest: string;
  /** Base URL of the files API without a slash at its end. */
  readonly files: string;
  /**
   * Where XMPP is spoken, best first: `wss:` (RFC 7395), or `xmpp:` for TCP with STARTTLS; without a port the hosts that DNS
   * names for the user's domain come before it.
   */
  readonly xmpp: readonly string[];
  readonly xmppDomain: string;
}

/** What an exchange of ours tells about itself without an account (`/.well-known/binnacle-exchange`). */
const ExchangeAddress = z.object({
  rest: z.url({ protocol: /^https?$/ }),
  files: z.url({ protocol: /^https?$/ }),
  xmppWebSocket: z.url({ protocol: /^wss?$/ }),
  xmppTcp: z
    .string()
    .regex(/^[^\s/@]+:\d+$/)
    .nullish(),
  xmppDomain: z.string().min(1),
});

const discoveryTimeoutMs = 5_000;

/**
 * Finds the services from what a person typed: the base domain of a Compass platform (core API 1.1) or the address of its
 * web interface, or the address of an exchange with its scheme. Without TLS only this machine is spoken to.
 */
export async function resolveEndpoints(server: string): Promise<Result<Endpoints>> {
  if (!/^https?:\/\/(?!www\.)/i.test(server)) return platformEndpoints(server);
  if (!URL.canParse(server)) return refused("no-such-server", "not an address");
  const { origin } = new URL(server);
  if (!isPrivate(origin)) return refused("not-allowed", "an address without TLS must be this machine's");
  try {
    const response = await fetch(`${origin}/.well-known/binnacle-exchange`, {
      signal: AbortSignal.timeout(discoveryTimeoutMs),
    });
    const told = ExchangeAddress.safeParse(response.ok ? await response.json() : null);
    if (!told.success) return refused("server-not-core-api", `discovery answered ${response.status}`);
    const { rest, files, xmppWebSocket, xmppTcp, xmppDomain } = told.data;
    if (!isPrivate(rest) || !isPrivate(files) || !isPrivate(xmppWebSocket))
      return refused("not-allowed", "the exchange names an address without TLS");
    const base = (url: string) => url.replace(/\/+$/, "");
    const xmpp = [xmppWebSocket, ...(xmppTcp ? [`xmpp://${xmppTcp}`] : [])];
    return success({ rest: base(rest), files: base(files), xmpp, xmppDomain });
  } catch (cause) {
    if (cause instanceof SyntaxError) return refused("server-not-core-api", "discovery was not JSON");
    return { ok: false, refusal: networkRefusal(cause) };
  }
}

function platformEndpoints(typed: string): Result<Endpoints> {
  const base = typed
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/, "")
    .replace(/^www\./, "");
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(base)) return refused("no-such-server", "not a domain name");
  return success({
    rest: `https://rest.${base}`,
    files: `https://files.${base}`,
    xmpp: [`wss://bosh.${base}/ws`, `xmpp://uc.${base}`],
    xmppDomain: `uc.${base}`,
  });
}

/** Passwords and calls travel over these: with TLS, or without leaving the machine. */
function isPrivate(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || protocol === "wss:" || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

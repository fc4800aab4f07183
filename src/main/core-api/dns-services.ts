import type { SrvRecord } from "node:dns";
import { Resolver } from "node:dns/promises";
import type { RefusalCode } from "../../shared/model/product-state.ts";
import { type Result, refused } from "../../shared/model/result.ts";

/** Asks DNS for the records of a service (RFC 2782), such as `_xmpp-client._tcp.example.net`. Rejects where there are none. */
export type LookUpService = (name: string) => Promise<readonly SrvRecord[]>;

const mostHosts = 3;

/** The DNS of this machine; one that does not answer is not waited for. */
export const lookUpService: LookUpService = (name) =>
  new Resolver({ timeout: 2_000, tries: 1 }).resolveSrv(name);

/** Where a domain speaks XMPP with clients over TCP (RFC 6120 3.2.1), as `xmpp:` addresses, best first; none if DNS has none. */
export async function tcpAddresses(domain: string, lookUp: LookUpService): Promise<readonly string[]> {
  const records = await recordsOf(`_xmpp-client._tcp.${domain}`, lookUp);
  return records.slice(0, mostHosts).map(({ name, port }) => `xmpp://${name}:${port}`);
}

/**
 * Who types his company's own domain for the server is told of the platform that serves it (core API 1.1). It is for him to
 * decide: DNS may lie, and his password would go to somebody else.
 */
export async function pointToPlatform(
  server: string,
  result: Result<void>,
  lookUp: LookUpService,
): Promise<Result<void>> {
  if (result.ok || !notHere.has(result.refusal.code) || !/^[\w.-]+$/.test(server)) return result;
  for (const service of ["_xmpp-client._tcp", "_xmpp-server._tcp"]) {
    const [best] = await recordsOf(`${service}.${server}`, lookUp);
    const base = best?.name.toLowerCase().replace(/^[^.]*\./, "");
    if (base?.includes(".") && base !== server) return refused("server-elsewhere", base);
  }
  return result;
}

const notHere: ReadonlySet<RefusalCode> = new Set([
  "no-such-server",
  "server-unreachable",
  "server-certificate",
  "certificate-expired",
  "certificate-not-yet-valid",
  "certificate-self-signed",
  "certificate-other-name",
  "certificate-unknown-issuer",
  "server-not-core-api",
]);

async function recordsOf(service: string, lookUp: LookUpService): Promise<readonly SrvRecord[]> {
  const records = await lookUp(service).catch(() => []);
  // A target of "." says that there is no such service.
  return records
    .filter(({ name }) => name !== "" && name !== ".")
    .toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
}

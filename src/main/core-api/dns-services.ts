import type { SrvRecord } from "node:dns";
import { Resolver } from "node:dns/promises";

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

async function recordsOf(service: string, lookUp: LookUpService): Promise<readonly SrvRecord[]> {
  const records = await lookUp(service).catch(() => []);
  // A target of "." says that there is no such service.
  return records
    .filter(({ name }) => name !== "" && name !== ".")
    .toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
}

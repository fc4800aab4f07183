import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** What an Authorization header is worth. `stale`: the answer is right, but its nonce is too old or was used before. */
export type DigestVerdict = "granted" | "stale" | "missing" | "wrong";

export interface DigestGate {
  /** The value of a WWW-Authenticate or Proxy-Authenticate header with a new nonce. */
  challenge(stale: boolean): string;
  verify(
    method: string,
    username: string,
    password: string | null,
    authorization: string | undefined,
  ): DigestVerdict;
}

const nonceLifetimeMs = 120_000;

/**
 * Digest access authentication (RFC 7616 as RFC 3261 section 22 uses it): MD5 with qop=auth, the pair that every phone
 * speaks. An answer that is well formed but wrong is `wrong` at once, so that the phone can be told to stop.
 */
export function createDigestGate(realm: string, now: () => number): DigestGate {
  const nonces = new Map<string, { expiresAt: number; lastCount: number }>();

  function issue(): string {
    for (const [nonce, { expiresAt }] of nonces) {
      if (expiresAt > now()) break;
      nonces.delete(nonce);
    }
    const nonce = randomBytes(16).toString("hex");
    nonces.set(nonce, { expiresAt: now() + nonceLifetimeMs, lastCount: 0 });
    return nonce;
  }

  return {
    challenge(stale) {
      const flag = stale ? ", stale=true" : "";
      return `Digest realm="${realm}", nonce="${issue()}", algorithm=MD5, qop="auth"${flag}`;
    },
    verify(method, username, password, authorization) {
      const given = authorization ? parameters(authorization) : null;
      if (!given?.get("response") || given.get("qop") !== "auth") return "missing";
      const field = (name: string) => given.get(name) ?? "";
      if (password === null || field("username") !== username || field("realm") !== realm) return "wrong";
      const secret = md5(`${username}:${realm}:${password}`);
      const request = md5(`${method}:${field("uri")}`);
      const expected = md5([secret, field("nonce"), field("nc"), field("cnonce"), "auth", request].join(":"));
      if (!same(expected, field("response"))) return "wrong";
      const nonce = nonces.get(field("nonce"));
      const count = Number.parseInt(field("nc"), 16);
      if (!nonce || nonce.expiresAt <= now() || !(count > nonce.lastCount)) return "stale";
      nonce.lastCount = count;
      return "granted";
    },
  };
}

function parameters(header: string): Map<string, string> {
  const pairs = header.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g);
  return new Map(
    [...pairs].map(([, name = "", quoted, plain]) => [name.toLowerCase(), quoted ?? plain ?? ""]),
  );
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function same(expected: string, given: string): boolean {
  return expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}

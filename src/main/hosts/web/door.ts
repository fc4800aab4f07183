import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Who may come in: whoever was shown the address in the terminal, from a page of this very address. */
export interface Door {
  /** A token for one visit; it is worth a cookie once. */
  issueToken(): string;
  /** The Set-Cookie value for a token that was not used yet; null for any other. */
  exchange(token: string): string | null;
  /** Whether the request bears the cookie of an exchanged token. */
  admits(request: IncomingMessage): boolean;
}

/** Tokens and cookies live as long as the process; cookies are not told apart by port, so the name does. */
export function createDoor(port: number): Door {
  const cookieName = `binnacle-${port}`;
  const tokens: string[] = [];
  const sessions: string[] = [];
  return {
    issueToken() {
      const token = secret();
      tokens.push(token);
      return token;
    },
    exchange(token) {
      const index = tokens.findIndex((known) => same(known, token));
      if (index === -1) return null;
      tokens.splice(index, 1);
      const session = secret();
      sessions.push(session);
      return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
    admits(request) {
      const given = cookie(request, cookieName);
      return given !== null && sessions.some((session) => same(session, given));
    },
  };
}

/**
 * Whether a request was meant for this server by its own name. A foreign name that was made to resolve to this machine (DNS
 * rebinding) arrives with that name in Host, and a foreign page's WebSocket with its own Origin.
 */
export function namesUs(request: IncomingMessage, host: string, port: number): boolean {
  const names = [host, "127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`);
  const { host: given, origin } = request.headers;
  if (given === undefined || !names.includes(given)) return false;
  return origin === undefined || origin === `http://${given}`;
}

const secret = () => randomBytes(32).toString("base64url");

const digest = (text: string) => createHash("sha256").update(text).digest();

const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

function cookie(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value) return value;
  }
  return null;
}

import type { IncomingMessage } from "node:http";
import type { Company, User } from "../pbx/company.ts";

/** Who may sign in: the same accounts for REST, XMPP, files and SIP. */
export interface Accounts {
  user(username: string): User | null;
  passwordOf(username: string): string | null;
  /** HTTP Basic (RFC 7617, UTF-8); null: not given or wrong. */
  authenticate(request: IncomingMessage): User | null;
}

export function accounts(company: Company, password: (user: User) => string): Accounts {
  const users = new Map([...company.users.values()].map((user) => [user.username, user]));
  const passwordOf = (username: string) => {
    const user = users.get(username);
    return user ? password(user) : null;
  };
  return {
    user: (username) => users.get(username) ?? null,
    passwordOf,
    authenticate({ headers: { authorization = "" } }) {
      const encoded = /^Basic (.+)$/i.exec(authorization)?.[1];
      if (!encoded) return null;
      const [, username = "", given] =
        /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
      const right = passwordOf(username);
      return right !== null && right === given ? (users.get(username) ?? null) : null;
    },
  };
}

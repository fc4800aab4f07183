import { createHash } from "node:crypto";
import type { Instant } from "../shared/model/ids.ts";
import type { Connection } from "../shared/model/product-state.ts";
import type { AccountKeeper } from "./store/account.ts";
import type { ListenedReader } from "./store/listened.ts";
import type { Store } from "./store/rows.ts";

/** What the last run knew: shown from the moment that the same account is let in until the core has told all anew; to nobody else. */
export interface LastKnown {
  /** Somebody is about to sign in: what another account was told is forgotten. */
  signingIn(server: string, username: string): void;
  /** Somebody signed out. */
  forget(): void;
  /** What windows are told of the connection: while it loads, how old all is that they see. */
  dated(connection: Connection): Connection;
}

export function createLastKnown(parts: {
  store: AccountKeeper & ListenedReader & Pick<Store, "transaction" | "userIds">;
  /** Forgets what was known of the company. */
  clear(): void;
}): LastKnown {
  const { store, clear } = parts;
  let heardAt: Instant | null = null;

  function become(digest: string | null): void {
    clear();
    store.transaction("account", () => store.setAccount(digest));
    heardAt = null;
  }

  return {
    signingIn(server, username) {
      const digest = createHash("sha256")
        .update(JSON.stringify([server, username]))
        .digest("base64url");
      if (store.account() !== digest) become(digest);
      else if (store.userIds().length > 0) heardAt = store.listenedSince(0).at(-1)?.until ?? null;
    },
    forget: () => become(null),
    dated(connection) {
      if (connection.phase === "live") heardAt = null;
      if (connection.phase !== "loading") return connection;
      return { ...connection, lastHeardAt: connection.lastHeardAt ?? heardAt };
    },
  };
}

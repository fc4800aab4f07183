import { randomBytes } from "node:crypto";
import { type Result, refused, success } from "../shared/model/result.ts";
import { createLocalApi, type LocalApi, tokenDigest } from "./hosts/api/local-api.ts";
import type { Product } from "./product.ts";
import type { UserData } from "./store/user-data.ts";
import type { Log } from "./support/log.ts";

/** Whether scripts of this machine may come in: off until a person opens it, and then again at every start until he shuts it. */
export interface LocalAccess {
  /** Whether it listens now, which it may not although it should: the port may be taken. */
  isOpen(): boolean;
  /** Opens it with a new token; whoever came in with the one before is out. */
  open(): Promise<Result<{ token: string }>>;
  shut(): Promise<Result<Record<string, never>>>;
  /** Ends it with the program. */
  close(): Promise<void>;
}

export function createLocalAccess(options: {
  /** Asked for only later: the product is made with this in it. */
  readonly product: () => Pick<Product, "request" | "follow">;
  readonly userData: Pick<UserData, "settings" | "changeSettings" | "localApiDigest" | "keepLocalApiDigest">;
  readonly port: number;
  /** `isOpen` may answer otherwise now. */
  readonly changed: () => void;
  readonly log: Log;
}): LocalAccess {
  const { userData, port, changed, log } = options;
  let api: LocalApi | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const next = turn.then(step);
    turn = next.catch(() => {});
    return next;
  };

  const end = async () => {
    await api?.close();
    api = null;
  };

  const listen = async (digest: Buffer): Promise<boolean> => {
    await end();
    try {
      api = await createLocalApi(options.product(), { port, digest, log });
      log.info("api", "the local API listens");
      return true;
    } catch (cause) {
      if (!isPortTaken(cause)) throw cause;
      log.warn("api", `the local API is off: another program has port ${port}`);
      return false;
    } finally {
      changed();
    }
  };

  const digest = userData.localApiDigest();
  if (userData.settings().localApi && digest)
    inTurn(() => listen(digest)).catch((cause) => log.error("api", "the local API did not start", cause));

  return {
    isOpen: () => api !== null,
    open: () =>
      inTurn(async () => {
        const token = randomBytes(32).toString("base64url");
        if (!(await listen(tokenDigest(token)))) return refused("port-taken");
        userData.keepLocalApiDigest(tokenDigest(token));
        userData.changeSettings({ localApi: true });
        return success({ token });
      }),
    shut: () =>
      inTurn(async () => {
        userData.changeSettings({ localApi: false });
        await end();
        log.info("api", "the local API is off");
        changed();
        return success({});
      }),
    close: () => inTurn(end),
  };
}

/** Windows says EACCES of a port that it keeps for itself. */
const isPortTaken = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && (cause.code === "EADDRINUSE" || cause.code === "EACCES");

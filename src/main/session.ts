import { randomBytes } from "node:crypto";
import type { RequestOutput } from "../shared/contract/requests.ts";
import type { Connection } from "../shared/model/product-state.ts";
import { type Result, refused, success } from "../shared/model/result.ts";
import type { CoreCommands, SoftphoneAccount } from "./core-api/commands.ts";
import type { CoreConnection } from "./core-api/core-connection.ts";
import type { DemoExchange } from "./demo-exchange.ts";
import type { LastKnown } from "./last-known.ts";
import type { CallControl } from "./softphone/call-control.ts";
import type { Clock } from "./support/clock.ts";
import type { Log } from "./support/log.ts";

/** An exchange that keeps ending is not started more often than this. */
const RESTART_DEMO_MS = 2_000;
/** A core that is just coming up may not have all of its services yet. */
const ASK_ACCOUNT_AGAIN_MS = 5_000;

/**
 * Starts a demo exchange at this port of 127.0.0.1 (0: any). Its passwords follow from the secret, so that one that is started
 * again knows those who were signed in.
 */
export type StartDemoExchange = (start: { port: number; secret: string }) => Promise<DemoExchange>;

type Outcome = Result<RequestOutput<"session.sign-in">>;

/** Who is signed in where: the connection, the phone's registration and the demo exchange come and go together. */
export interface Session {
  /** Starts the demo exchange and signs in to it; until signing out it is started again when it ends by itself. */
  showMeAround(): Promise<Outcome>;
  signIn(server: string, username: string, password: string): Promise<Outcome>;
  signOut(): Promise<Outcome>;
  /** Hears every change of the connection, and answers what windows are told of it. */
  connectionChanged(connection: Connection): Connection;
  close(): Promise<void>;
}

export function createSession(parts: {
  core: Pick<CoreConnection, "signIn" | "signOut" | "close"> & {
    readonly commands: Pick<CoreCommands, "softphoneAccount">;
  };
  phone: Pick<CallControl, "signIn" | "signOut" | "close">;
  startDemoExchange: StartDemoExchange;
  lastKnown: Pick<LastKnown, "signingIn" | "forget">;
  clock: Clock;
  log: Log;
}): Session {
  const { core, phone, lastKnown, clock, log } = parts;
  /** A new object at every sign-in and sign-out: what was begun before it no longer counts. */
  let turn = {};
  let demo: DemoExchange | null = null;
  let cancelRestart = () => {};
  let cancelAccount = () => {};
  let account: SoftphoneAccount | null = null;
  let wasLive = false;

  async function startDemo(port: number, secret: string): Promise<DemoExchange> {
    const begun = turn;
    const started = await parts.startDemoExchange({ port, secret });
    if (begun !== turn) {
      await started.close();
      throw new Error("signed out meanwhile");
    }
    demo = started;
    started.onExit(() => restartDemo(Number(new URL(started.address).port), secret));
    return started;
  }

  /** At the same address, so that the connection finds it by itself. */
  function restartDemo(port: number, secret: string): void {
    const begun = turn;
    cancelRestart = clock.after(RESTART_DEMO_MS, () => {
      startDemo(port, secret).catch((cause) => {
        if (begun !== turn) return;
        log.error("session", "the demo exchange could not be started again", cause);
        restartDemo(port, secret);
      });
    });
  }

  async function stopDemo(): Promise<void> {
    turn = {};
    cancelRestart();
    const running = demo;
    demo = null;
    await running?.close();
  }

  /** An exchange that was started again may have its phone server elsewhere. */
  async function registerPhone(): Promise<void> {
    const offered = await core.commands.softphoneAccount();
    if (!wasLive) return;
    if (!offered.ok) {
      log.warn("session", `no phone account: ${offered.refusal.code}`);
      // To ask again with a password that is refused would only count against this address.
      if (offered.refusal.code === "wrong-password") return;
      cancelAccount = clock.after(ASK_ACCOUNT_AGAIN_MS, startPhone);
      return;
    }
    if (JSON.stringify(offered.value) === JSON.stringify(account)) return;
    account = offered.value;
    await (account ? phone.signIn(account) : phone.signOut());
  }

  function startPhone(): void {
    registerPhone().catch((cause) => log.error("session", "the phone did not register", cause));
  }

  async function leave(): Promise<void> {
    cancelAccount();
    account = null;
    await phone.signOut();
    await core.signOut();
    await stopDemo();
  }

  async function signOut(): Promise<Outcome> {
    await leave();
    lastKnown.forget();
    return success({});
  }

  function enter(server: string, username: string, password: string): Promise<Result<void>> {
    lastKnown.signingIn(server, username);
    return core.signIn(server, username, password);
  }

  const signedIn = (result: Result<void>): Outcome => (result.ok ? success({}) : result);

  return {
    async showMeAround() {
      await signOut();
      try {
        const { address, username, password } = await startDemo(0, randomBytes(32).toString("hex"));
        return signedIn(await enter(address, username, password));
      } catch (cause) {
        log.error("session", "the demo exchange could not be started", cause);
        return refused("server-unreachable");
      }
    },
    async signIn(server, username, password) {
      await leave();
      return signedIn(await enter(server, username, password));
    },
    signOut,
    connectionChanged(connection) {
      const live = connection.phase === "live";
      const cameUp = live && !wasLive;
      wasLive = live;
      if (cameUp) startPhone();
      if (!live) cancelAccount();
      return { ...connection, demo: demo !== null };
    },
    async close() {
      cancelAccount();
      await phone.close();
      await core.close();
      await stopDemo();
    },
  };
}

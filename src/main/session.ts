import { randomBytes } from "node:crypto";
import type { RequestOutput } from "../shared/contract/requests.ts";
import type { Connection } from "../shared/model/product-state.ts";
import { type Result, refused, success } from "../shared/model/result.ts";
import type { SoftphoneAccount } from "./core-api/commands.ts";
import type { CoreConnection } from "./core-api/core-connection.ts";
import type { DemoExchange } from "./demo-exchange.ts";
import type { CallControl } from "./softphone/call-control.ts";
import type { Clock } from "./support/clock.ts";
import type { Log } from "./support/log.ts";

/** An exchange that keeps ending is not started more often than this. */
const RESTART_DEMO_MS = 2_000;

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
  core: CoreConnection;
  phone: CallControl;
  startDemoExchange: StartDemoExchange;
  /** Forgets what was known of the company. */
  forget(): void;
  clock: Clock;
  log: Log;
}): Session {
  const { core, phone, clock, log } = parts;
  let demo: DemoExchange | null = null;
  let cancelRestart = () => {};
  let account: SoftphoneAccount | null = null;
  let wasLive = false;

  async function startDemo(port: number, secret: string): Promise<DemoExchange> {
    const started = await parts.startDemoExchange({ port, secret });
    demo = started;
    started.onExit(() => restartDemo(Number(new URL(started.address).port), secret));
    return started;
  }

  /** At the same address, so that the connection finds it by itself. */
  function restartDemo(port: number, secret: string): void {
    cancelRestart = clock.after(RESTART_DEMO_MS, () => {
      startDemo(port, secret).catch((cause) => {
        log.error("session", "the demo exchange could not be started again", cause);
        restartDemo(port, secret);
      });
    });
  }

  async function stopDemo(): Promise<void> {
    cancelRestart();
    const running = demo;
    demo = null;
    await running?.close();
  }

  /** An exchange that was started again may have its phone server elsewhere. */
  async function registerPhone(): Promise<void> {
    const offered = await core.commands.softphoneAccount();
    if (!offered.ok) return log.warn("session", `no phone account: ${offered.refusal.code}`);
    if (JSON.stringify(offered.value) === JSON.stringify(account)) return;
    account = offered.value;
    await (account ? phone.signIn(account) : phone.signOut());
  }

  async function signOut(): Promise<Outcome> {
    account = null;
    await phone.signOut();
    await core.signOut();
    await stopDemo();
    parts.forget();
    return success({});
  }

  const signedIn = (result: Result<void>): Outcome => (result.ok ? success({}) : result);

  return {
    async showMeAround() {
      await signOut();
      try {
        const { address, username, password } = await startDemo(0, randomBytes(32).toString("hex"));
        return signedIn(await core.signIn(address, username, password));
      } catch (cause) {
        log.error("session", "the demo exchange could not be started", cause);
        return refused("server-unreachable");
      }
    },
    async signIn(server, username, password) {
      await signOut();
      return signedIn(await core.signIn(server, username, password));
    },
    signOut,
    connectionChanged(connection) {
      const live = connection.phase === "live";
      if (live && !wasLive)
        registerPhone().catch((cause) => log.error("session", "the phone did not register", cause));
      wasLive = live;
      return { ...connection, demo: demo !== null };
    },
    async close() {
      await phone.close();
      await core.close();
      await stopDemo();
    },
  };
}

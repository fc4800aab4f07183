import {
  type Invitation,
  Registerer,
  RegistererState,
  RequestPendingError,
  type SessionDescriptionHandlerFactory,
  SIPExtension,
  UserAgent,
  UserAgentState,
  Web,
} from "sip.js";
import type { Phone } from "../../shared/model/product-state.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import { watchMachine } from "../support/watch-machine.ts";
import type { PhoneAccount } from "./call-control.ts";

/** Short enough to notice a dead connection, since a refresh that is not answered means a new socket. */
const EXPIRES_S = 120;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
/** A live exchange answers within that. */
const DOUBT_MS = 3_000;
const STOP_WITHIN_MS = 2_000;
/** The exchange decides how long a call rings; SIP.js would give up after a minute. */
const RING_AT_MOST_S = 3_600;

export interface Registration {
  readonly userAgent: UserAgent;
  /** The first outcome, see `CallControl.signIn`. */
  start(): Promise<Result<void>>;
  /** The machine woke up, or came to another network: registers at once, and opens another socket if nothing is answered. */
  lookAgain(): void;
  stop(): Promise<void>;
}

/**
 * Keeps one address of record registered (RFC 3261 10, over WebSocket: RFC 7118): the socket is opened again after a jittered
 * pause that grows from half a second to a minute; a refused account (401, 403, 404) is not tried again. Calls outlive a
 * lost socket. Null for an account that is none.
 */
export function createRegistration(options: {
  account: PhoneAccount;
  clock: Clock;
  descriptionHandlerFactory: SessionDescriptionHandlerFactory;
  onInvite(invitation: Invitation): void;
  onChange(registration: Phone["registration"], reason: string | null): void;
}): Registration | null {
  const { account, clock } = options;
  const uri = UserAgent.makeURI(account.sipAddress);
  if (!uri) return null;

  let stopped = false;
  let failures = 0;
  let cancelRetry: (() => void) | null = null;
  let cancelDoubt = () => {};
  let stopWatching = () => {};
  const first = Promise.withResolvers<Result<void>>();

  const userAgent = new UserAgent({
    uri,
    displayName: account.displayName,
    authorizationUsername: account.authorizationUser,
    authorizationPassword: account.password,
    transportOptions: { server: account.webSocketUrl, keepAliveInterval: 30, traceSip: false },
    sessionDescriptionHandlerFactory: options.descriptionHandlerFactory,
    sipExtensionReplaces: SIPExtension.Supported,
    noAnswerTimeout: RING_AT_MOST_S,
    userAgentString: "Binnacle",
    logBuiltinEnabled: false,
    logConfiguration: false,
    delegate: {
      onInvite: options.onInvite,
      onDisconnect: () => retry("connection lost"),
    },
  });
  let registerer = createRegisterer();

  function createRegisterer(): Registerer {
    const created = new Registerer(userAgent, {
      expires: EXPIRES_S,
      refreshFrequency: 75,
      logConfiguration: false,
    });
    created.stateChange.addListener((state) => {
      if (state !== RegistererState.Unregistered || created !== registerer) return;
      // A refusal is told right after this, and says more.
      queueMicrotask(() => {
        if (!cancelRetry) retry("registration ended");
      });
    });
    return created;
  }

  function retry(reason: string) {
    if (stopped) return;
    options.onChange("registering", reason);
    first.resolve(refused("phone-failed", reason));
    if (cancelRetry) return;
    const ceilingMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
    cancelRetry = clock.after(ceilingMs * (0.5 + Math.random() / 2), () => {
      cancelRetry = null;
      connect().catch((cause: unknown) => retry(String(cause)));
    });
  }

  async function connect() {
    if (userAgent.state !== UserAgentState.Started) await userAgent.start();
    else if (!userAgent.isConnected()) await userAgent.reconnect();
    if (stopped) return;
    await register().catch((cause: unknown) => {
      if (!(cause instanceof RequestPendingError)) throw cause;
      // It went into a line that is gone, and half a minute would pass until it is given up.
      registerer = createRegisterer();
      return register();
    });
  }

  function register() {
    const asked = registerer;
    return asked.register({
      requestDelegate: {
        onAccept() {
          cancelDoubt();
          if (stopped) return;
          failures = 0;
          options.onChange("registered", null);
          first.resolve(success(undefined));
        },
        onReject({ message }) {
          if (asked === registerer) rejected(message.statusCode ?? 0, message.reasonPhrase ?? "");
        },
      },
    });
  }

  /** Sent and never answered: the socket is open in name only. */
  function dropSocket(reason: string) {
    const { transport } = userAgent;
    if (transport instanceof Web.Transport) {
      const { ws } = transport;
      ws?.close();
      // Nobody is there to bid farewell, for which SIP.js would wait (RFC 6455 7.1.1).
      ws?.dispatchEvent(Object.assign(new Event("close"), { code: 1006 }));
    }
    retry(reason);
  }

  function rejected(statusCode: number, phrase: string) {
    const reason = `${statusCode} ${phrase}`.trim();
    switch (statusCode) {
      case 401:
      case 403:
      case 404:
      case 407:
        stopped = true;
        stopWatching();
        cancelDoubt();
        cancelRetry?.();
        options.onChange("failed", reason);
        first.resolve(refused("phone-failed", reason));
        break;
      case 408:
        dropSocket(reason);
        break;
      default:
        retry(reason);
    }
  }

  function lookAgain() {
    if (stopped) return;
    failures = 0;
    cancelDoubt();
    if (cancelRetry) {
      cancelRetry();
      cancelRetry = null;
      connect().catch((cause: unknown) => retry(String(cause)));
    } else if (userAgent.isConnected()) {
      cancelDoubt = clock.after(DOUBT_MS, () => dropSocket("no answer"));
      // Where one is under way already, its answer is what is waited for.
      register().catch(() => undefined);
    }
  }

  return {
    userAgent,
    lookAgain,
    start() {
      stopWatching = watchMachine({ clock, changed: lookAgain });
      options.onChange("registering", null);
      connect().catch((cause: unknown) => retry(cause instanceof Error ? cause.message : String(cause)));
      return first.promise;
    },
    async stop() {
      stopped = true;
      stopWatching();
      cancelDoubt();
      cancelRetry?.();
      first.resolve(refused("phone-failed", "signed out"));
      const overtime = Promise.withResolvers<void>();
      const cancel = clock.after(STOP_WITHIN_MS, overtime.resolve);
      await Promise.race([userAgent.stop().catch(() => undefined), overtime.promise]);
      cancel();
      // SIP.js throws, rather than rejects, where the transport is on its way already.
      await (async () => userAgent.transport.dispose())().catch(() => undefined);
      userAgent.userAgentCore.dispose();
    },
  };
}

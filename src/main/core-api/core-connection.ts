import type { Connection, Feature, Identity, Refusal } from "../../shared/model/product-state.ts";
import type { CallFlowSwitch } from "../../shared/model/queue.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { watchMachine } from "../support/watch-machine.ts";
import { backOffMs } from "./back-off.ts";
import type { CoreCommands } from "./commands.ts";
import { type LookUpService, lookUpService, pointToPlatform } from "./dns-services.ts";
import { resolveEndpoints } from "./endpoints.ts";
import type { CompanyDirectory, Fact, Snapshot } from "./facts.ts";
import { createFilesClient, type FilesClient } from "./files-client.ts";
import { createHttpAccount } from "./http-account.ts";
import { type FilesListener, pollFiles } from "./poll-files.ts";
import { isBlocked, needsPerson } from "./refusals.ts";
import { createRestClient, type RestClient } from "./rest-client.ts";
import { type CommandContext, createCommands } from "./rest-commands.ts";
import { readCompanyDirectory, readSwitches } from "./rest-company.ts";
import { openXmppSession, type XmppSession } from "./xmpp-session.ts";

/** Switches are not on the feed (core API section 6): another's change shows after this time at most. */
const switchesEveryMs = 60_000;
/** Facts of unknown people come in bunches: one snapshot answers them all. */
const refreshAfterMs = 1_000;
/** A session that lasted this long was a good one. */
const steadyAfterMs = 10_000;
/** So long an address is blocked after too many failed logins (core API 1.3). */
const blockedMs = 10 * 60_000;

export interface CoreConnection {
  /** One attempt: a refusal leaves us signed out. Once it succeeded, the connection comes back by itself until `signOut`. */
  signIn(server: string, username: string, password: string): Promise<Result<void>>;
  signOut(): Promise<void>;
  /** Asks for a new snapshot; nothing happens while there is no session. */
  refresh(): void;
  /**
   * To be called where the machine woke up or came to another network: a lost connection is tried at once, a live one is doubted. Beside
   * this the connection notices both by itself, a little later.
   */
  lookAgain(): void;
  readonly commands: CoreCommands;
  close(): Promise<void>;
}

/** What the connection tells; called in the order in which things happened. */
export interface CoreHandlers extends FilesListener {
  /** `demo` is always false: only the product knows. */
  connection(connection: Connection): void;
  identity(identity: Identity): void;
  /** Resolves when it may be called loaded: what follows it is told after that. */
  snapshot(snapshot: Snapshot): Promise<void>;
  facts(facts: readonly Fact[]): void;
  companyDirectory(directory: CompanyDirectory): void;
  switches(switches: readonly CallFlowSwitch[]): void;
}

interface Account {
  readonly server: string;
  readonly username: string;
  readonly password: string;
  /** Days of which all files were read. */
  readonly done: Set<string>;
  /** What REST and the files refused for want of a licence or a right. */
  readonly forbidden: Set<string>;
  readonly unlicensed: Set<Feature>;
}

/** The one connection to the core: signs in, keeps the session alive and brings it back with growing, jittered pauses. */
export function createCoreConnection(options: {
  clock: Clock;
  log: Log;
  /** IANA name: which day is today. */
  timeZone: string;
  handlers: CoreHandlers;
  /** DNS, for where the core's usual addresses do not answer. */
  lookUp?: LookUpService;
}): CoreConnection {
  const { clock, log, timeZone, handlers, lookUp = lookUpService } = options;
  /** A new object at every sign-in: whatever belongs to an earlier one no longer counts. */
  let account: Account | null = null;
  let session: XmppSession | null = null;
  let context: CommandContext | null = null;
  let failures = 0;
  let cancelRetry = () => {};
  let cancelSwitches = () => {};
  let unwatch = () => {};
  let endFiles = () => {};
  let cancelRefresh: (() => void) | null = null;
  let connection: Connection = { ...nowhere, since: clock.now() };

  function show(change: Partial<Connection>): void {
    const since = change.phase && change.phase !== connection.phase ? clock.now() : connection.since;
    connection = { ...connection, since, ...change };
    handlers.connection(connection);
  }

  /** One attempt. It shows nothing of a failure: what that means depends on what was before. */
  async function attempt(by: Account): Promise<Result<void>> {
    const current = () => account === by;
    const endpoints = await resolveEndpoints(by.server);
    if (!endpoints.ok) return endpoints;
    if (!current()) return superseded;
    const opened = await openXmppSession({
      endpoints: endpoints.value,
      credentials: by,
      clock,
      log,
      lookUp,
      events: {
        authenticated() {
          if (current() && connection.phase === "signing-in") show({ phase: "loading" });
        },
        async snapshot(snapshot) {
          if (current()) await handlers.snapshot(snapshot);
        },
        facts(facts) {
          if (current()) handlers.facts(facts);
        },
        ended(refusal) {
          if (current()) lost(by, refusal);
        },
      },
    });
    if (!opened.ok) {
      log.info("core-api", `no session: ${opened.refusal.code}, ${opened.refusal.detail}`);
      return opened;
    }
    if (!current()) {
      await opened.value.close();
      return superseded;
    }
    const names = [opened.value.compassId ?? by.username, by.username];
    const http = createHttpAccount(names, by.password);
    const { rest, files } = endpoints.value;
    live(
      by,
      opened.value,
      createRestClient(rest, http, by.forbidden),
      createFilesClient(files, http, by.forbidden),
    );
    return success(undefined);
  }

  function live(by: Account, opened: XmppSession, rest: RestClient, files: FilesClient): void {
    const { company, me } = opened;
    session = opened;
    const readAllSwitches = () =>
      inBackground("read the switches", pollSwitches(by, rest, company.companyId));
    const { unlicensed } = by;
    const identityChanged = () => {
      if (account === by)
        handlers.identity({ companyName: company.name, userId: me, unlicensed: [...unlicensed] });
    };
    const mine = { rest, unlicensed, identityChanged, switchChanged: readAllSwitches };
    context = me ? { ...mine, userId: me } : null;
    identityChanged();
    show({ phase: "live", lastHeardAt: clock.now(), nextAttemptAt: null, refusal: null });
    inBackground("read the company", readCompany(by, rest, company.companyId));
    readAllSwitches();
    const { companyId } = company;
    const { done } = by;
    endFiles = pollFiles({ files, rest, companyId, me, clock, log, timeZone, done, listener: handlers });
  }

  function lost(by: Account, told: Refusal): void {
    // Whoever was signed in is not blocked for failed logins: it was for something else.
    const refusal: Refusal = isBlocked(told) ? { ...told, code: "server-unreachable" } : told;
    // A core that accepts us and drops us again at once is as good as one that refuses.
    failures = clock.now() - connection.since > steadyAfterMs ? 0 : failures + 1;
    show({ phase: "lost", lastHeardAt: session?.lastHeardAt() ?? connection.lastHeardAt, refusal });
    session = null;
    cancelSwitches();
    endFiles();
    log.warn("core-api", `the connection was lost: ${refusal.code}, ${refusal.detail}`);
    // What is shown stays, and calls of the phone go on: who took the place of this session is not thrown out in turn.
    if (refusal.code !== "session-replaced") retryLater(by, refusal);
  }

  function retryLater(by: Account, refusal: Refusal): void {
    if (needsPerson(refusal)) {
      account = null;
      context = null;
      show({ phase: "signed-out", nextAttemptAt: null, refusal });
      return;
    }
    const delayMs = backOffMs(failures, Math.random()) + (isBlocked(refusal) ? blockedMs : 0);
    show({ nextAttemptAt: clock.now() + delayMs, refusal });
    cancelRetry = clock.after(delayMs, () => inBackground("connect again", retry(by)));
  }

  async function retry(by: Account): Promise<void> {
    show({ nextAttemptAt: null });
    const result = await attempt(by);
    if (account !== by || result.ok) return;
    failures += 1;
    retryLater(by, result.refusal);
  }

  function lookAgain(): void {
    if (!account || (connection.phase === "lost" && isBlocked(connection.refusal))) return;
    failures = 0;
    session?.check();
    // One attempt at a time: where one is under way, none is waited for.
    if (session || connection.nextAttemptAt === null) return;
    cancelRetry();
    inBackground("connect again", retry(account));
  }

  async function readCompany(by: Account, rest: RestClient, companyId: string): Promise<void> {
    const directory = await readCompanyDirectory(rest, companyId);
    if (account !== by) return;
    if (directory.ok) handlers.companyDirectory(directory.value);
    else log.warn("core-api", `departments and numbers could not be read: ${directory.refusal.detail}`);
  }

  async function pollSwitches(by: Account, rest: RestClient, companyId: string): Promise<void> {
    cancelSwitches();
    const again = () => inBackground("read the switches", pollSwitches(by, rest, companyId));
    cancelSwitches = clock.after(switchesEveryMs, again);
    const switches = await readSwitches(rest, companyId);
    if (account !== by) return;
    if (switches.ok) return handlers.switches(switches.value);
    log.info("core-api", `the switches could not be read: ${switches.refusal.detail}`);
    if (switches.refusal.code === "not-licensed") cancelSwitches();
  }

  function inBackground(what: string, work: Promise<void>): void {
    work.catch((cause) => log.error("core-api", `could not ${what}`, cause));
  }

  async function signOut(): Promise<void> {
    const closing = session;
    account = null;
    session = null;
    context = null;
    failures = 0;
    unwatch();
    cancelRetry();
    cancelSwitches();
    endFiles();
    cancelRefresh?.();
    cancelRefresh = null;
    if (connection.phase !== "signed-out") {
      handlers.identity({ companyName: null, userId: null, unlicensed: [] });
      show(nowhere);
    }
    await closing?.close();
  }

  return {
    async signIn(server, username, password) {
      await signOut();
      const by: Account = {
        server,
        username,
        password,
        done: new Set(),
        forbidden: new Set(),
        unlicensed: new Set(),
      };
      account = by;
      unwatch = watchMachine({ clock, changed: lookAgain });
      show({ ...nowhere, phase: "signing-in", server, username });
      const result = await pointToPlatform(server, await attempt(by), lookUp);
      if (!result.ok && account === by) {
        account = null;
        show({ phase: "signed-out", refusal: result.refusal });
      }
      return result;
    },
    signOut,
    lookAgain,
    refresh() {
      const refreshing = session;
      if (!refreshing) return;
      cancelRefresh ??= clock.after(refreshAfterMs, () => {
        cancelRefresh = null;
        inBackground("read everything anew", refreshing.refresh());
      });
    },
    commands: createCommands(() => context),
    close: signOut,
  };
}

const nowhere: Omit<Connection, "since"> = {
  phase: "signed-out",
  lastHeardAt: null,
  nextAttemptAt: null,
  refusal: null,
  server: null,
  username: null,
  demo: false,
};

const superseded = refused("failed", "signed out meanwhile");

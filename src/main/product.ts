import path from "node:path";
import type { AudioPort } from "../shared/contract/audio.ts";
import type { StreamFrame, StreamName } from "../shared/contract/streams.ts";
import { limitsAreInOrder } from "../shared/model/board.ts";
import { localApiPort } from "../shared/model/local-api.ts";
import { type Result, refused, success } from "../shared/model/result.ts";
import { createAnswering } from "./answering.ts";
import { createContacts, favouriteRows } from "./contacts/contacts.ts";
import { createCoreConnection } from "./core-api/core-connection.ts";
import { createDevices } from "./devices.ts";
import { createEventLog } from "./event-log/create-event-log.ts";
import { createFailedCalls } from "./failed-calls.ts";
import { createFigures } from "./figures.ts";
import { createIngest } from "./ingest/create-ingest.ts";
import { keepRetention } from "./ingest/keep-retention.ts";
import { createLastKnown } from "./last-known.ts";
import { createListening } from "./listening.ts";
import { createLocalAccess } from "./local-access.ts";
import { createAutoAnswer } from "./operator/auto-answer.ts";
import { createOperator } from "./operator/operator.ts";
import { ringingAt } from "./operator/ringing-at.ts";
import { callerRows } from "./publish/caller-rows.ts";
import { colleagueRow } from "./publish/colleague-row.ts";
import { companyThen } from "./publish/company-then.ts";
import { createPublisher } from "./publish/create-publisher.ts";
import { parkedRow } from "./publish/parked-row.ts";
import { createQueueSettings } from "./queue-settings.ts";
import { createRemarks } from "./remarks.ts";
import { createSession, type StartDemoExchange } from "./session.ts";
import { createSetUp } from "./set-up.ts";
import { createSoftphone } from "./softphone/softphone.ts";
import { createPrivacy } from "./store/create-privacy.ts";
import { openEventRows } from "./store/event-rows.ts";
import { openStore } from "./store/open-store.ts";
import { untouched } from "./store/touched.ts";
import { openUserData } from "./store/user-data.ts";
import type { Clock } from "./support/clock.ts";
import type { Log } from "./support/log.ts";

/** The product without a host: what a window may ask, follow and lend. */
export interface Product {
  /** Never rejects: unknown names, malformed input and bugs are refusals too (a bug is also logged). */
  request(name: string, input: unknown): Promise<Result<unknown>>;
  /** Calls the listener with a snapshot before it returns, then with every change. The answer ends it. */
  follow(stream: StreamName, listener: (frame: StreamFrame) => void): () => void;
  /** Lends a page's microphone and speaker; the oldest page still attached owns the audio. The answer takes it back. */
  attachAudio(port: AudioPort): () => void;
  /** To be called by a host that is told so; others notice it by themselves a little later. */
  wokeUp(): void;
  close(): Promise<void>;
}

/** What the product is made of; a host brings it. */
export interface ProductParts {
  /** Where the cache and the settings live; it exists. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly startDemoExchange: StartDemoExchange;
  /** How long the target of a transfer may ring; the operator's own limit where it is left out. */
  readonly transferRingMs?: number;
  /** Where the local API listens; its own port where it is left out. */
  readonly apiPort?: number;
}

/** Puts the product together: the only place that knows all its parts. */
export function createProduct(parts: ProductParts): Product {
  const { dataFolder, clock, log, startDemoExchange, transferRingMs, apiPort = localApiPort } = parts;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const file = (name: string) => ({ file: path.join(dataFolder, name), log, now: clock.now });
  const userData = openUserData(file("user.sqlite"));
  const store = openStore({ ...file("live.sqlite"), contactName: userData.contactName });
  const publisher = createPublisher({
    store,
    clock,
    log,
    timeZone,
    noteOf: userData.note,
    colleagueNoteOf: userData.colleagueNote,
    serviceLevelOf: userData.serviceLevelMs,
    answersByItself: userData.answersByItself,
  });
  const localAccess = createLocalAccess({
    product: () => ({ request, follow: publisher.follow }),
    userData,
    port: apiPort,
    changed: () => tellSettings(),
    log,
  });
  const setUp = createSetUp({
    userData,
    changed(keyBindings, panes) {
      publisher.set("key-bindings", keyBindings);
      publisher.set("panes", panes);
    },
  });
  const tellSettings = () => {
    publisher.set("settings", { ...userData.settings(), localApi: localAccess.isOpen() });
    setUp.tell();
  };
  tellSettings();
  publisher.set("board", userData.board());
  const tellContacts = () =>
    publisher.setRows({ favourites: favouriteRows(userData), "contact-imports": userData.imports() });
  tellContacts();

  const eventLog = createEventLog({
    rows: openEventRows(file("events.sqlite")),
    store,
    clock,
    log,
    listenedAt: (instant) => listening.listenedAt(instant),
  });
  const ingest = createIngest({
    store: eventLog.store,
    clock,
    log,
    touched(touched) {
      publisher.touched(touched);
      if (touched.calls) autoAnswer.look();
    },
    snapshotNeeded: () => core.refresh(),
  });
  const lastKnown = createLastKnown({ store, clear: ingest.clear });
  const retention = keepRetention({
    kept: [store, userData, eventLog],
    days: () => userData.settings().retentionDays,
    timeZone,
    clock,
    log,
  });
  const listening = createListening({
    store,
    clock,
    timeZone,
    changed: (completeness) => publisher.set("completeness", completeness),
  });
  const privacy = createPrivacy(store, userData, clock);
  const failedCalls = createFailedCalls({ store, clock, publisher });
  const phone = createSoftphone({
    clock,
    log,
    settings: userData.settings,
    onCalls: ingest.phoneCalls,
    onFailed: failedCalls.add,
    onPhone: (health) => publisher.set("phone", health),
    onDevices: (connected) => devices.connected(connected),
  });
  const autoAnswer = createAutoAnswer({ phone, store, isOn: userData.answersByItself, clock });
  const devices = createDevices({
    userData,
    phone,
    changed: (now) => publisher.set("audio-devices", now),
  });
  /** Also while the connection is lost: the log is of this account. */
  let signedIn = false;
  const core = createCoreConnection({
    clock,
    log,
    timeZone,
    handlers: {
      connection(connection) {
        publisher.set("connection", lastKnown.dated(session.connectionChanged(connection)));
        signedIn = connection.phase === "live" || connection.phase === "lost";
        listening.connectionChanged(connection);
      },
      identity: (identity) => publisher.set("identity", identity),
      snapshot: ingest.snapshot,
      facts: ingest.facts,
      companyDirectory: ingest.companyDirectory,
      switches: ingest.switches,
      visitRecords(records, day) {
        ingest.visitRecords(records);
        listening.filesRead(day);
      },
      ownCalls: ingest.ownCalls,
    },
  });
  const session = createSession({ core, phone, startDemoExchange, lastKnown, clock, log });
  const operator = createOperator({
    phone,
    commands: () => core.commands,
    callers: () => callerRows(store, () => []),
    colleague: (userId) => colleagueRow(userId, store),
    contactName: (contactId) => userData.contact(contactId)?.name ?? null,
    parked: (callId) => parkedRow(callId, store),
    ringingAt: (userId) => ringingAt(userId, store),
    chooseDevices: devices.choose,
    search: publisher.directorySearch,
    ...(transferRingMs !== undefined && { transferRingMs }),
  });

  /** Afterwards: what is removed or shown otherwise now, also where only a part of it succeeds. */
  const lookAgain = () => publisher.touched({ ...untouched, everything: true, calls: true, history: true });
  const contacts = createContacts({
    book: userData,
    clock,
    changed: tellContacts,
    contactsChanged: lookAgain,
  });
  const tellStorage = () => publisher.set("storage", { live: store.keeping(), user: userData.keeping() });
  tellStorage();
  store.onKeeping(() => {
    tellStorage();
    lookAgain();
    core.refresh();
  });
  userData.onKeeping(() => {
    tellStorage();
    tellSettings();
    publisher.set("board", userData.board());
    lookAgain();
  });
  const request = createAnswering(
    {
      ...operator,
      ...contacts,
      ...createQueueSettings(userData, (queueId) =>
        publisher.touched({ ...untouched, queueIds: new Set([queueId]) }),
      ),
      ...setUp.requests,
      "call.hang-up": (input) => {
        ingest.hangingUp(input.phoneCallId);
        return operator["call.hang-up"](input);
      },
      "session.show-me-around": () => session.showMeAround(),
      "session.sign-in": ({ server, username, password }) => session.signIn(server, username, password),
      "session.sign-out": () => session.signOut(),
      "settings.change": (change) => {
        const { retentionDays, masking } = userData.settings();
        const settings = userData.changeSettings(change);
        tellSettings();
        if (settings.retentionDays < retentionDays || settings.masking !== masking) lookAgain();
        if (settings.retentionDays < retentionDays) retention.purge();
        return success({});
      },
      ...createRemarks({ userData, clock, touched: publisher.touched }),
      "privacy.export": async ({ who }) => {
        const told = privacy.exportOf(who);
        return success({ ...told, records: [...told.records, await eventLog.recordsOf(who)] });
      },
      "privacy.erase": async ({ who }) => {
        const inMemory = [store, userData].some((file) => file.keeping().how === "memory");
        if (inMemory || !eventLog.isKept()) return refused("not-erased");
        lookAgain();
        const erased = privacy.erase(who);
        await eventLog.erase(who);
        return success(erased);
      },
      ...createFigures({ store, userData, clock, timeZone }),
      "time-machine.state": ({ at }) =>
        signedIn
          ? eventLog.stateAt(at, (then) => companyThen(then, store, userData.settings().masking))
          : refused("not-signed-in"),
      "local-api.open": () => localAccess.open(),
      "local-api.shut": () => localAccess.shut(),
      "board.change": (change) => {
        if (!limitsAreInOrder(change)) return refused("limits-out-of-order");
        publisher.set("board", userData.changeBoard(change));
        return success({});
      },
    },
    log,
  );

  return {
    request,
    follow: publisher.follow,
    attachAudio: phone.attachAudio,
    wokeUp() {
      core.lookAgain();
      phone.lookAgain();
    },
    async close() {
      await localAccess.close();
      await session.close();
      failedCalls.close();
      const rest = [listening, retention, ingest, autoAnswer, eventLog, publisher, store, userData];
      for (const part of rest) part.close();
    },
  };
}

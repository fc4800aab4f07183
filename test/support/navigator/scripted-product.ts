import type { MainFrame, WindowFrame } from "../../../src/shared/contract/frames.ts";
import { type RequestInput, type RequestName, requests } from "../../../src/shared/contract/requests.ts";
import { type StreamItem, type StreamName, streams } from "../../../src/shared/contract/streams.ts";
import { defaultDeviceChoice } from "../../../src/shared/model/audio-devices.ts";
import { defaultBoard } from "../../../src/shared/model/board.ts";
import type { OwnCall } from "../../../src/shared/model/calls.ts";
import type { Colleague } from "../../../src/shared/model/colleague.ts";
import { keyProfiles } from "../../../src/shared/model/console-keys.ts";
import { type Contact, type Favourite, FavouriteId, ImportId } from "../../../src/shared/model/contact.ts";
import { PhoneCallId, type QueueId, type UserId } from "../../../src/shared/model/ids.ts";
import { defaultPanes } from "../../../src/shared/model/panes.ts";
import {
  defaultSettings,
  type Refusal,
  type RefusalCode,
  type Settings,
} from "../../../src/shared/model/product-state.ts";
import type { Queue } from "../../../src/shared/model/queue.ts";
import { allIsKept } from "../../../src/shared/model/storage.ts";
import * as company from "./company.ts";
import { scriptedSetUp } from "./scripted-set-up.ts";

/** What is published, as a test sets it: a value, or the rows of a stream. Settings that are left out are the product's defaults. */
export type Published = {
  [N in Exclude<StreamName, "settings">]: (typeof streams)[N]["kind"] extends "rows"
    ? readonly StreamItem<N>[]
    : StreamItem<N>;
} & { settings: Partial<Settings> };

export interface AskedRequest {
  readonly name: string;
  readonly input: unknown;
}

/**
 * A product that a test plays: it publishes what it is told to, and does with calls what the real one would, in the simplest
 * way, so that a person's next step finds the state that the last one led to.
 */
export interface ScriptedProduct {
  /** Everything asked for but searches, in order. */
  readonly asked: readonly AskedRequest[];
  publish(change: Partial<Published>): void;
  /** Refuses the next request of this name. */
  refuseNext(name: RequestName, code: RefusalCode, detail?: string | null): void;
  /** Leaves requests of this name without an answer, as while the core is slow. */
  holdBack(name: RequestName): void;
  receive(frame: WindowFrame): void;
}

export function createScriptedProduct(deliver: (frame: MainFrame) => void): ScriptedProduct {
  let published: Published = signedIn;
  const asked: AskedRequest[] = [];
  const refusals = new Map<string, Refusal>();
  const heldBack = new Set<string>();
  const followed = new Set<StreamName>();
  let sequence = 0;
  let localApi = false;

  function send(stream: StreamName): void {
    sequence += 1;
    const settings = { ...defaultSettings, localApi, ...published.settings };
    const value = stream === "settings" ? settings : published[stream];
    const content =
      streams[stream].kind === "rows"
        ? ({ kind: "rows", sequence, rows: value as readonly unknown[] } as const)
        : ({ kind: "value", sequence, value } as const);
    deliver({ frame: "stream", stream, content });
  }

  function publish(change: Partial<Published>): void {
    const settings = { ...published.settings, ...change.settings };
    published = { ...published, ...change, settings };
    for (const stream of Object.keys(change) as StreamName[]) if (followed.has(stream)) send(stream);
  }

  const changeCall = (phoneCallId: PhoneCallId, change: Partial<OwnCall>) =>
    publish({
      "own-calls": published["own-calls"].map((call) =>
        call.phoneCallId === phoneCallId ? { ...call, ...change, stateSince: company.now } : call,
      ),
    });

  const changeQueue = (queueId: QueueId, change: Partial<Queue>) =>
    publish({
      queues: published.queues.map((queue) => (queue.queueId === queueId ? { ...queue, ...change } : queue)),
    });

  const nameOf = (target: RequestInput<"call.dial">["target"]) =>
    "number" in target
      ? target.number
      : (published.colleagues.find((one) => one.userId === target.userId)?.name ?? "");

  type Handlers = { [N in RequestName]?: (input: RequestInput<N>) => unknown };
  const handlers: Handlers = {
    "caller.answer": ({ callerId }) => {
      const caller = published.callers.find((one) => one.callerId === callerId);
      if (!caller) return {};
      const call: OwnCall = {
        ...company.ownCalls.talking,
        phoneCallId: caller.phoneCallId ?? PhoneCallId.parse(`of ${callerId}`),
        party: caller.party,
        queue: caller.queue,
        dialled: caller.dialled,
      };
      const before = published["own-calls"].map((one) =>
        one.state === "talking" ? { ...one, state: "on-hold" as const } : one,
      );
      publish({
        callers: published.callers.filter((one) => one !== caller),
        "own-calls": [...before, call],
      });
      return {};
    },
    "caller.take": ({ callerId }) =>
      publish({
        callers: published.callers.map((caller) =>
          caller.callerId === callerId
            ? { ...caller, state: "ringing", phoneCallId: PhoneCallId.parse(`of ${callerId}`) }
            : caller,
        ),
      }),
    "status.set": ({ status }) =>
      publish({
        colleagues: published.colleagues.map((one) =>
          one.userId === published.identity.userId ? { ...one, status, wrapUp: null } : one,
        ),
      }),
    "queue.join": ({ queueId, priority = 1 }) => changeQueue(queueId, { myPriority: priority }),
    "queue.set-auto-answer": ({ queueId, on }) => changeQueue(queueId, { autoAnswer: on }),
    "queue.leave": ({ queueId }) => changeQueue(queueId, { myPriority: null }),
    "call.dial": ({ target }) => {
      const party = { ...company.sanne, name: nameOf(target) };
      publish({ "own-calls": [...published["own-calls"], { ...company.ownCalls.dialling, party }] });
      return { phoneCallId: company.ownCalls.dialling.phoneCallId };
    },
    "call.hang-up": ({ phoneCallId }) => {
      publish({ "own-calls": published["own-calls"].filter((call) => call.phoneCallId !== phoneCallId) });
      return {};
    },
    "call.hold": ({ phoneCallId }) => changeCall(phoneCallId, { state: "on-hold" }),
    "call.resume": ({ phoneCallId }) => changeCall(phoneCallId, { state: "talking", transfer: null }),
    "call.mute": ({ phoneCallId, muted }) => changeCall(phoneCallId, { muted }),
    "call.transfer": ({ phoneCallId, target }) =>
      changeCall(phoneCallId, {
        state: "transferring",
        transfer: { targetName: nameOf(target), targetNumber: "", since: company.now },
      }),
    "contacts.search": ({ text, limit }) => {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      const contacts = company.contacts.filter((contact) =>
        words.every((word) => JSON.stringify(contact).toLowerCase().includes(word)),
      );
      return { contacts: words.length === 0 ? [] : contacts.slice(0, limit), more: contacts.length > limit };
    },
    "contacts.preview": ({ fields }) => ({
      format: "csv",
      columns: company.importColumns.map((column, at) => ({
        ...column,
        field: fields?.[at] ?? column.field,
      })),
      contacts: company.contacts.map(({ contactId: _, ...contact }) => contact),
      problems: [{ line: 7, problem: "no-number" }],
    }),
    "contact-import.begin": () => ({ importId: ImportId.parse("i2") }),
    "contact-import.end": () => {
      publish({ "contact-imports": company.imports });
      return { problems: [{ line: 7, problem: "no-number" }] };
    },
    "favourite.put": ({ who, group, position = Number.MAX_SAFE_INTEGER }) => {
      const isSame = (one: Favourite) =>
        "userId" in who
          ? "userId" in one.who && one.who.userId === who.userId
          : "contact" in one.who && one.who.contact.contactId === who.contactId;
      const before = published.favourites.find(isSame);
      const contact = company.contacts.find((one) => "contactId" in who && one.contactId === who.contactId);
      const others = published.favourites.filter((one) => one !== before);
      const put = {
        favouriteId: before?.favouriteId ?? FavouriteId.parse(JSON.stringify(who)),
        who: "userId" in who ? who : { contact: contact as Contact },
        ...{ group, position: 0 },
      };
      const inGroup = others.filter((one) => one.group === group).toSpliced(position, 0, put);
      const elsewhere = others.filter((one) => one.group !== group);
      publish({ favourites: [...elsewhere, ...inGroup.map((one, at) => ({ ...one, position: at }))] });
    },
    "favourite.remove": ({ favouriteId }) =>
      publish({ favourites: published.favourites.filter((each) => each.favouriteId !== favouriteId) }),
    "colleague-note.write": ({ userId, text }) =>
      publish({
        colleagues: published.colleagues.map((one) => (one.userId === userId ? { ...one, note: text } : one)),
      }),
    "call.consult": ({ phoneCallId, target }) => {
      const { consult } = company.ownCalls;
      const party = { ...consult.party, name: nameOf(target) };
      changeCall(phoneCallId, { state: "on-hold" });
      publish({
        "own-calls": [
          ...published["own-calls"],
          { ...consult, party, state: "dialling", answeredAt: null, consultFor: phoneCallId },
        ],
      });
      return { phoneCallId: consult.phoneCallId };
    },
    "call.cancel-consult": ({ phoneCallId }) => {
      const asked = published["own-calls"].find((call) => call.phoneCallId === phoneCallId);
      publish({ "own-calls": published["own-calls"].filter((call) => call !== asked) });
      if (asked?.consultFor) changeCall(asked.consultFor, { state: "talking" });
    },
    "call.connect": ({ phoneCallId, to }) =>
      publish({
        "own-calls": published["own-calls"].filter(
          (call) => call.phoneCallId !== phoneCallId && call.phoneCallId !== to,
        ),
      }),
    "call.conference": ({ phoneCallId, with: other }) => {
      changeCall(phoneCallId, { state: "talking", inConference: true });
      changeCall(other, { state: "talking", inConference: true });
    },
    "note.write": ({ callId, text }) => {
      const noted = <T extends { readonly callId: string | null; readonly note: string }>(one: T): T =>
        one.callId === callId ? { ...one, note: text } : one;
      publish({ "own-calls": published["own-calls"].map(noted), history: published.history.map(noted) });
    },
    ...scriptedSetUp(() => published, publish),
    "local-api.open": () => {
      localApi = true;
      publish({ settings: published.settings });
      return { token: "mG4pYp2m8sJtq0b1dD3vJ7rW5kXzQe9LhUoNcTfAiSg" };
    },
    "local-api.shut": () => {
      localApi = false;
      publish({ settings: published.settings });
    },
    "privacy.export": ({ who }) => ({
      ...{ format: "binnacle-personal-data", version: 1, exportedAt: new Date(company.now).toISOString() },
      about: "number" in who ? { number: who.number, comparedDigits: who.number } : { ...who, name: null },
      records: [],
    }),
    "privacy.erase": () => ({ history: 3, notes: 1, contacts: 0, visits: 12, offers: 0, liveCalls: 1 }),
    "board.change": (change) => publish({ board: { ...published.board, ...change } }),
    "directory.search": ({ text, limit }) => {
      const userIds = searched(published.colleagues, text);
      return { userIds: userIds.slice(0, limit), total: userIds.length };
    },
  };

  function answer(name: RequestName, id: number, input: unknown): void {
    if (name !== "directory.search" && name !== "contacts.search") asked.push({ name, input });
    if (heldBack.has(name)) return;
    const refusal = refusals.get(name);
    refusals.delete(name);
    if (refusal) {
      deliver({ frame: "refusal", id, refusal });
      return;
    }
    const parsed = requests[name].input.parse(input);
    const handle = handlers[name] as ((input: unknown) => unknown) | undefined;
    deliver({ frame: "answer", id, output: handle?.(parsed) ?? {} });
  }

  return {
    asked,
    publish,
    refuseNext: (name, code, detail = null) => void refusals.set(name, { code, detail }),
    holdBack: (name) => void heldBack.add(name),
    receive(frame) {
      if (frame.frame === "request") answer(frame.name as RequestName, frame.id, frame.input);
      if (frame.frame === "unfollow") followed.delete(frame.stream as StreamName);
      if (frame.frame !== "follow") return;
      followed.add(frame.stream as StreamName);
      send(frame.stream as StreamName);
    },
  };
}

/** Whose name, department and extension begin with all the words. */
function searched(colleagues: readonly Colleague[], text: string): readonly UserId[] {
  const plain = (value: string) => value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(text).split(/\s+/);
  return colleagues
    .filter((one) => {
      const words = plain([one.name, one.department, one.extension].join(" ")).split(/[\s-]+/);
      return wanted.every((part) => words.some((word) => word.startsWith(part)));
    })
    .map((one) => one.userId);
}

/** A calm moment at the front desk. */
const signedIn: Published = {
  connection: {
    phase: "live",
    since: company.now - 3_600_000,
    lastHeardAt: company.now,
    nextAttemptAt: null,
    refusal: null,
    server: "127.0.0.1",
    username: "anna",
    demo: true,
  },
  identity: { companyName: "Kompas BV", userId: company.anna.userId, unlicensed: [] },
  phone: {
    registration: "registered",
    audio: "ready",
    reason: null,
    canPark: false,
    canLeaveVoicemail: false,
    canPickUp: false,
  },
  "audio-devices": { inputs: [], outputs: [], chosen: defaultDeviceChoice },
  settings: { language: "en", theme: "dark" },
  "key-bindings": keyProfiles["function-keys"],
  panes: defaultPanes,
  board: defaultBoard,
  colleagues: company.colleagues,
  queues: company.calmQueues,
  callers: [],
  "own-calls": [],
  "failed-calls": [],
  parked: [],
  "live-calls": [],
  favourites: [],
  "contact-imports": [],
  history: [],
  switches: [company.dayNight],
  tallies: [],
  quarters: [],
  completeness: { since: company.now - 50_580_000, gaps: [] },
  storage: allIsKept,
};

import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { type AudioDevices, defaultDeviceChoice } from "../../../shared/model/audio-devices.ts";
import type { Caller, FailedCall, OwnCall, ParkedCall } from "../../../shared/model/calls.ts";
import type { Colleague } from "../../../shared/model/colleague.ts";
import { type KeyBindings, keyProfiles } from "../../../shared/model/console-keys.ts";
import type { Contact, ContactId, ContactImport, Favourite } from "../../../shared/model/contact.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import type { UserId } from "../../../shared/model/ids.ts";
import { defaultPanes, type Panes } from "../../../shared/model/panes.ts";
import {
  type Connection,
  defaultSettings,
  type Identity,
  type Phone,
  type RefusalCode,
  type Settings,
} from "../../../shared/model/product-state.ts";
import type { CallFlowSwitch, Queue } from "../../../shared/model/queue.ts";
import type { ReadyCheck } from "../../../shared/model/ready-check.ts";
import { allIsKept, type StorageHealth } from "../../../shared/model/storage.ts";
import type { Dragged } from "./dragging.ts";

/** What is searched, and what main found for it. */
export interface Search {
  readonly text: string;
  /** Best match first; null while the search is empty or its first answer is under way. */
  readonly userIds: readonly UserId[] | null;
  /** How many match in all, which may be more than were fetched. */
  readonly total: number;
  readonly contacts: readonly Contact[];
  readonly moreContacts: boolean;
}

export type Shown = "everybody" | "favourites" | { readonly department: string };

/** Everything that the console shows. What main publishes is taken over as it is; the rest is the window's own. */
export interface ConsoleState {
  /** Whether this window reaches main at all. */
  readonly linked: boolean;
  /** null: nothing heard of main yet. */
  readonly connection: Connection | null;
  readonly identity: Identity | null;
  readonly phone: Phone | null;
  readonly audioDevices: AudioDevices;
  readonly settings: Settings;
  readonly keyBindings: KeyBindings;
  readonly panes: Panes;
  readonly storage: StorageHealth;
  readonly colleagues: ReadonlyMap<string, Colleague>;
  /** The same people by name, as they were when somebody came, went, was renamed or moved last: their states are of then. */
  readonly listed: ReadonlyMap<string, Colleague>;
  readonly queues: readonly Queue[];
  /** In the order in which they want an answer. */
  readonly callers: readonly Caller[];
  readonly ownCalls: readonly OwnCall[];
  /** The longest first. */
  readonly parked: readonly ParkedCall[];
  readonly switches: readonly CallFlowSwitch[];
  /** By group, in their order. */
  /** My calls of today that are over, newest first. */
  readonly history: readonly HistoryEntry[];
  readonly favourites: readonly Favourite[];
  /** Newest first. */
  readonly imports: readonly ContactImport[];

  readonly search: Search;
  /** Whom the directory shows: everybody, those at hand, or a department. */
  readonly shown: Shown;
  /** The colleague or number that Enter calls or transfers to. */
  readonly chosen: TransferTarget | null;
  readonly dragged: Dragged | null;
  /** Requests that take a moment, by `pendingKey`. */
  readonly pending: ReadonlySet<string>;
  /** How ready the phone was when it was looked at last; null: not looked at, or no longer of interest. */
  readonly readyCheck: ReadyCheck | null;
  /** Why the sign-in that was asked for here was refused. */
  readonly signInRefusal: RefusalCode | null;
  readonly notices: readonly { readonly id: number; readonly code: RefusalCode }[];
  readonly failedCalls: readonly FailedCall[];
  readonly sentences: readonly { readonly id: number; readonly text: string }[];
  readonly dialog: "keys" | "settings" | "phone" | "privacy" | "local-api" | "contacts" | null;
}

export const emptySearch: Search = {
  text: "",
  userIds: null,
  total: 0,
  contacts: [],
  moreContacts: false,
};

export const initialState: ConsoleState = {
  linked: true,
  connection: null,
  identity: null,
  phone: null,
  audioDevices: { inputs: [], outputs: [], chosen: defaultDeviceChoice },
  settings: defaultSettings,
  keyBindings: keyProfiles[defaultSettings.keyProfile],
  panes: defaultPanes,
  storage: allIsKept,
  colleagues: new Map(),
  listed: new Map(),
  queues: [],
  callers: [],
  ownCalls: [],
  parked: [],
  switches: [],
  history: [],
  favourites: [],
  imports: [],
  search: emptySearch,
  shown: "everybody",
  chosen: null,
  dragged: null,
  pending: new Set(),
  readyCheck: null,
  signInRefusal: null,
  notices: [],
  failedCalls: [],
  sentences: [],
  dialog: null,
};

/** The colleague who is signed in here. */
export function myself(state: ConsoleState): Colleague | null {
  const userId = state.identity?.userId;
  return (userId && state.colleagues.get(userId)) || null;
}

/** Whether this account may take a waiting caller, as far as is known. */
export const mayTake = ({ identity }: ConsoleState): boolean =>
  identity?.unlicensed.includes("queue-pickup") !== true;

/** Whether what the feed told can be believed: it is live, or it is the first that is told. */
export const isFresh = ({ linked, connection }: ConsoleState): boolean =>
  linked &&
  connection?.phase !== "lost" &&
  !(connection?.phase === "loading" && connection.lastHeardAt !== null);

/** A contact that is found or at hand. */
export function knownContact({ search, favourites }: ConsoleState, contactId: ContactId): Contact | null {
  const atHand = favourites.flatMap(({ who }) => ("contact" in who ? [who.contact] : []));
  return [...search.contacts, ...atHand].find((contact) => contact.contactId === contactId) ?? null;
}

/** Whether what is not there may still come. */
export const isLoading = (state: ConsoleState): boolean => state.connection?.phase === "loading";

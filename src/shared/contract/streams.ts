import { z } from "zod";
import { AudioDevices } from "../model/audio-devices.ts";
import { Board } from "../model/board.ts";
import { Caller, FailedCall, LiveCall, OwnCall, ParkedCall } from "../model/calls.ts";
import { Colleague } from "../model/colleague.ts";
import { Completeness } from "../model/completeness.ts";
import { KeyBindings } from "../model/console-keys.ts";
import { ContactImport, Favourite } from "../model/contact.ts";
import { HistoryEntry } from "../model/history.ts";
import { Panes } from "../model/panes.ts";
import { Connection, Identity, Phone, Settings } from "../model/product-state.ts";
import { CallFlowSwitch, Queue } from "../model/queue.ts";
import { StorageHealth } from "../model/storage.ts";
import { QueueQuarters, QueueTallies } from "../model/visits.ts";

const value = <S extends z.ZodType>(schema: S) => ({ kind: "value", schema }) as const;
const rows = <S extends z.ZodType, K extends keyof z.infer<S> & string>(schema: S, key: K) =>
  ({ kind: "rows", schema, key }) as const;

/** Everything that main publishes: one value, or rows that have a key. Order of rows is the window's business. */
export const streams = {
  connection: value(Connection),
  identity: value(Identity),
  phone: value(Phone),
  "audio-devices": value(AudioDevices),
  settings: value(Settings),
  /** As they are now, in the profile that the settings name. */
  "key-bindings": value(KeyBindings),
  panes: value(Panes),
  board: value(Board),
  colleagues: rows(Colleague, "userId"),
  queues: rows(Queue, "queueId"),
  callers: rows(Caller, "callerId"),
  "own-calls": rows(OwnCall, "phoneCallId"),
  /** Told for ten seconds, so that whoever dialled learns why nobody is there. */
  "failed-calls": value(z.array(FailedCall).readonly()),
  parked: rows(ParkedCall, "callId"),
  /** All calls of the company, own calls among them. */
  "live-calls": rows(LiveCall, "callId"),
  favourites: rows(Favourite, "favouriteId"),
  "contact-imports": rows(ContactImport, "importId"),
  /** My calls of today that are over. */
  history: rows(HistoryEntry, "historyId"),
  switches: rows(CallFlowSwitch, "switchId"),
  tallies: rows(QueueTallies, "queueId"),
  quarters: rows(QueueQuarters, "queueId"),
  completeness: value(Completeness),
  storage: value(StorageHealth),
} as const;

export type StreamName = keyof typeof streams;
export const isStream = (name: string): name is StreamName => Object.hasOwn(streams, name);
/** A stream's value, or the shape of one of its rows. */
export type StreamItem<N extends StreamName> = z.infer<(typeof streams)[N]["schema"]>;
export type RowStreamName = {
  [N in StreamName]: (typeof streams)[N]["kind"] extends "rows" ? N : never;
}[StreamName];
export type ValueStreamName = Exclude<StreamName, RowStreamName>;

/**
 * What a follower gets: first a snapshot (`value` or `rows`), then changes. `sequence` counts from the snapshot's by one;
 * a gap means that a frame was lost and the follower must follow anew.
 */
export type StreamFrame =
  | { readonly kind: "value"; readonly sequence: number; readonly value: unknown }
  | { readonly kind: "rows"; readonly sequence: number; readonly rows: readonly unknown[] }
  | {
      readonly kind: "change";
      readonly sequence: number;
      readonly upserts: readonly unknown[];
      readonly removals: readonly string[];
    };

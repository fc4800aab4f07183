import type { StoreApi } from "zustand/vanilla";
import { storageSentences } from "../../../shared/messages/storage-words.ts";
import type { Queue } from "../../../shared/model/queue.ts";
import type { Link } from "../../link/link.ts";
import { followAnnouncements } from "./announcements.ts";
import { listByName } from "./directory.ts";
import { inAnswerOrder } from "./lines.ts";
import type { ConsoleState } from "./state.ts";

/** Takes over what main publishes, and says what a person must hear of it. The answer ends it. */
export function followFeed(
  link: Link,
  store: StoreApi<ConsoleState>,
  say: (sentences: readonly string[]) => void,
): () => void {
  const set = store.setState;
  const language = () => store.getState().settings.language;
  const stops = [
    followAnnouncements(store, say),
    link.onState((state) => set({ linked: state === "connected" })),
    link.follow("settings", (settings) => set({ settings })),
    link.follow("key-bindings", (keyBindings) => set({ keyBindings })),
    link.follow("panes", (panes) => set({ panes })),
    link.follow("audio-devices", (audioDevices) => set({ audioDevices })),
    link.follow("identity", (identity) => set({ identity })),
    link.follow("storage", (storage) => {
      set({ storage });
      say(storageSentences(language(), storage));
    }),
    link.follow("phone", (phone) => set({ phone })),
    link.follow("connection", (connection) => set({ connection })),
    link.follow("colleagues", (colleagues) => {
      const before = store.getState();
      set({
        colleagues,
        listed: listByName(before.colleagues, before.listed, colleagues, language()),
      });
    }),
    link.follow("queues", (queues) => set({ queues: [...queues.values()].sort(ownFirst) })),
    link.follow("callers", (rows) => set({ callers: inAnswerOrder(rows.values()) })),
    link.follow("own-calls", (calls) => set({ ownCalls: [...calls.values()] })),
    link.follow("failed-calls", (failedCalls) => set({ failedCalls })),
    link.follow("parked", (calls) =>
      set({ parked: [...calls.values()].sort((one, other) => one.since - other.since) }),
    ),
    link.follow("history", (rows) =>
      set({ history: [...rows.values()].sort((one, other) => other.startedAt - one.startedAt) }),
    ),
    link.follow("favourites", (rows) =>
      set({
        favourites: [...rows.values()].sort(
          (one, other) => one.group.localeCompare(other.group) || one.position - other.position,
        ),
      }),
    ),
    link.follow("contact-imports", (rows) =>
      set({ imports: [...rows.values()].sort((one, other) => other.startedAt - one.startedAt) }),
    ),
    link.follow("switches", (switches) => set({ switches: [...switches.values()] })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The queues one serves, then the others, by name. */
function ownFirst(one: Queue, other: Queue): number {
  return (
    Number(other.myPriority !== null) - Number(one.myPriority !== null) || one.name.localeCompare(other.name)
  );
}

import type { StoreApi } from "zustand/vanilla";
import { ageText } from "../../../shared/messages/formats.ts";
import { message } from "../../../shared/messages/message.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import type { ConsoleState } from "./state.ts";
import { partyName } from "./words.ts";

/** After this long on hold a caller begins to wonder. */
export const longHoldMs = 60_000;

/** Says once of each caller on hold that it takes long. The answer ends it. */
export function followLongHolds(
  store: StoreApi<ConsoleState>,
  say: (sentences: readonly string[]) => void,
): () => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const remind = ({ party }: OwnCall) => {
    const { language } = store.getState().settings;
    const name = partyName(language, party);
    say([message(language, "announce.long-hold", { name, duration: ageText(language, longHoldMs) })]);
  };
  const stop = store.subscribe(({ ownCalls }, before) => {
    if (ownCalls === before.ownCalls) return;
    const held = new Map(
      ownCalls
        .filter(({ state }) => state === "on-hold")
        .map((call) => [`${call.phoneCallId} ${call.stateSince}`, call]),
    );
    for (const [hold, timer] of timers) {
      if (held.has(hold)) continue;
      clearTimeout(timer);
      timers.delete(hold);
    }
    for (const [hold, call] of held) {
      const leftMs = call.stateSince + longHoldMs - Date.now();
      if (!timers.has(hold) && leftMs > 0) timers.set(hold, setTimeout(remind, leftMs, call));
    }
  });
  return () => {
    stop();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}

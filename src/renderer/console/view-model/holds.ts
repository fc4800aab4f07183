import type { StoreApi } from "zustand/vanilla";
import { ageText } from "../../../shared/messages/formats.ts";
import { message } from "../../../shared/messages/message.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { consultOf } from "./lines.ts";
import type { ConsoleState } from "./state.ts";
import { partyName } from "./words.ts";

/** After this long on hold a caller begins to wonder. */
export const longHoldMs = 60_000;

/** A hold that is part of a transfer or a consult has led to that by then. */
const settledMs = 500;

/** Says of each caller on hold that he is where nobody else is talked with instead, and once that it takes long. The answer ends it. */
export function followHolds(
  store: StoreApi<ConsoleState>,
  say: (sentences: readonly string[]) => void,
): () => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>[]>();
  const stopTimers = (hold: string) => {
    for (const timer of timers.get(hold) ?? []) clearTimeout(timer);
    timers.delete(hold);
  };
  const wait = (hold: string, ms: number, tell: () => void) =>
    void timers.get(hold)?.push(setTimeout(tell, ms));

  function settled(hold: string, call: OwnCall) {
    const { settings, ownCalls, pending } = store.getState();
    if (pending.size > 0) return wait(hold, settledMs, () => settled(hold, call));
    const isBusy = ownCalls.some(({ state }) => state === "talking" || state === "dialling");
    if (isBusy || consultOf(ownCalls)) return;
    const name = partyName(settings.language, call.party);
    say([message(settings.language, "announce.on-hold", { name })]);
  }
  function takesLong({ party }: OwnCall) {
    const { language } = store.getState().settings;
    const name = partyName(language, party);
    say([message(language, "announce.long-hold", { name, duration: ageText(language, longHoldMs) })]);
  }

  /** What was due before the window first saw the call was told where it was put on hold. */
  function begin(hold: string, call: OwnCall, isNew: boolean) {
    const heldMs = isNew ? Date.now() - call.stateSince : 0;
    timers.set(hold, []);
    if (heldMs < settledMs) wait(hold, settledMs - heldMs, () => settled(hold, call));
    if (heldMs < longHoldMs) wait(hold, longHoldMs - heldMs, () => takesLong(call));
  }

  const stop = store.subscribe(({ ownCalls }, before) => {
    if (ownCalls === before.ownCalls) return;
    const held = new Map(
      ownCalls
        .filter(({ state }) => state === "on-hold")
        .map((call) => [`${call.phoneCallId} ${call.stateSince}`, call]),
    );
    const known = new Set(before.ownCalls.map(({ phoneCallId }) => phoneCallId));
    for (const hold of timers.keys()) if (!held.has(hold)) stopTimers(hold);
    for (const [hold, call] of held) if (!timers.has(hold)) begin(hold, call, !known.has(call.phoneCallId));
  });
  return () => {
    stop();
    for (const hold of timers.keys()) stopTimers(hold);
  };
}

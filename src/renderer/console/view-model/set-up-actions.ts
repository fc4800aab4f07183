import type { StoreApi } from "zustand/vanilla";
import type { RequestInput } from "../../../shared/contract/requests.ts";
import type { ConsoleKey } from "../../../shared/model/console-keys.ts";
import type { RefusalCode } from "../../../shared/model/product-state.ts";
import type { Link } from "../../link/link.ts";
import type { Ask } from "./call-actions.ts";
import type { ConsoleState } from "./state.ts";

/** A phone that has not come up by then is looked at as it is. */
const settlesWithinMs = 15_000;

/** How a person sets up phone, keys and panes. */
export function createSetUpActions(
  link: Link,
  { getState, setState, subscribe }: StoreApi<ConsoleState>,
  ask: Ask,
) {
  /** Why it could not be looked at; null: what was found is in the state. */
  const checkPhone = async (): Promise<RefusalCode | null> => {
    const result = await link.request("phone.check", {});
    if (result.ok) setState({ readyCheck: result.value });
    return result.ok ? null : result.refusal.code;
  };

  const settled = () =>
    new Promise<void>((resolve) => {
      const stop = subscribe((state) => {
        if (hasSettled(state)) end();
      });
      const timer = setTimeout(end, settlesWithinMs);
      function end() {
        stop();
        clearTimeout(timer);
        resolve();
      }
      if (hasSettled(getState())) end();
    });

  return {
    chooseDevices: (change: RequestInput<"audio-devices.choose">) =>
      void ask("audio-devices.choose", change, ""),
    tryDevice: (where: "speaker" | "ringer") => void ask("audio-devices.try", { where }, where),
    checkPhone,
    /** The answer is for who pressed the key. */
    bindKey: (action: ConsoleKey, key: string) => link.request("key-bindings.change", { action, key }),
    resizePanes: (change: RequestInput<"panes.resize">) => void ask("panes.resize", change, ""),
    resetKeys: () => void ask("key-bindings.reset", {}, ""),
    /** Once the phone has come up after a sign-in. It plays a sound, so a caller who is already there goes first. */
    async checkPhoneSoon() {
      await settled();
      const { connection, ownCalls, callers } = getState();
      const idle = ownCalls.length === 0 && callers.every(({ state }) => state !== "ringing");
      if (idle && connection?.phase === "live") await checkPhone();
    },
    dismissReadyCheck: () => setState({ readyCheck: null }),
  };
}

const hasSettled = ({ connection, phone }: ConsoleState): boolean =>
  connection?.phase === "live" &&
  phone !== null &&
  phone.audio !== "none" &&
  (phone.registration === "registered" || phone.registration === "failed");

import type { PhoneCallState } from "../../shared/model/calls.ts";
import type { HeadsetKey } from "./audio-pages.ts";
import type { LiveCall } from "./live-call.ts";
import { isRinging } from "./sounds.ts";

/** Does what a key of the headset means for the calls as they are. */
export async function obeyKey(
  key: HeadsetKey,
  calls: readonly LiveCall[],
  acts: {
    answer(call: LiveCall): Promise<unknown>;
    mute(call: LiveCall, muted: boolean): Promise<unknown>;
    hold(): Promise<unknown>;
    resume(call: LiveCall): Promise<unknown>;
  },
): Promise<void> {
  const meaning = meaningOf(key, calls);
  if (!meaning) return;
  const { does, call } = meaning;
  switch (does) {
    case "answer":
      return void (await acts.answer(call));
    case "hang-up":
      return void (await call.hangUp());
    case "mute":
    case "unmute":
      return void (await acts.mute(call, does === "mute"));
    case "hold":
      return void (await acts.hold());
    case "resume":
      return void (await acts.resume(call));
  }
}

/** What a key of the headset means for the calls as they are; null: nothing. Who rings is answered before anybody is hung up on. */
function meaningOf(
  key: HeadsetKey,
  calls: readonly LiveCall[],
): { readonly does: "answer" | "hang-up" | "mute" | "unmute" | "hold" | "resume"; call: LiveCall } | null {
  const [ringing] = calls.filter(isRinging);
  const inState = (state: PhoneCallState) => calls.filter((call) => call.facts().state === state);
  const [talking] = inState("talking");
  const [held] = inState("on-hold").sort((a, b) => b.facts().stateSince - a.facts().stateSince);
  switch (key) {
    case "hook": {
      if (ringing) return { does: "answer", call: ringing };
      const [dialled] = inState("dialling");
      const current = talking ?? dialled;
      return current ? { does: "hang-up", call: current } : null;
    }
    case "mute":
      return talking ? { does: talking.facts().muted ? "unmute" : "mute", call: talking } : null;
    case "hold":
      if (talking) return { does: "hold", call: talking };
      return held ? { does: "resume", call: held } : null;
  }
}

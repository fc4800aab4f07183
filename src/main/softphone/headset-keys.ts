import type { PhoneCallState } from "../../shared/model/calls.ts";
import type { HeadsetKey } from "./audio-pages.ts";
import type { LiveCall } from "./live-call.ts";
import { isRinging } from "./sounds.ts";

/** What a key of the headset means for the calls as they are; null: nothing. Who rings is answered before anybody is hung up on. */
export function meaningOf(
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

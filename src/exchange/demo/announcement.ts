import { tone } from "../media/tone.ts";
import type { Leg } from "../pbx/leg.ts";
import type { Scene } from "./conversation-partner.ts";
import { simulatedLeg } from "./simulated-leg.ts";

/** A number outside that nobody has. */
export const unassignedNumber = "31850000000";

/** The special information tones of ITU-T E.180, and a pause. */
const notInUse = Buffer.concat([tone(950, 0.33), tone(1400, 0.33), tone(1800, 0.33), tone(0, 1)]);
const announcedMs = 8_000;

/** What a network plays of a number that nobody has: it is heard before any answer, and none follows. */
export function announcement({ clock, speak }: Scene): Leg {
  const leg = simulatedLeg("ringing", { ended: () => over() });
  const stopSpeaking = speak(leg, notInUse);
  const cancel = clock.after(announcedMs, () => {
    over();
    leg.leave("unreachable");
  });
  function over() {
    stopSpeaking();
    cancel();
  }
  return leg;
}

import answered from "../../../assets/sounds/answered.wav";
import busy from "../../../assets/sounds/busy.wav";
import callWaiting from "../../../assets/sounds/call-waiting.wav";
import ring from "../../../assets/sounds/ring.wav";
import ringback from "../../../assets/sounds/ringback.wav";
import type { AudioAnswers } from "./audio-page.ts";
import { createSound } from "./sound.ts";
import type { Speakers } from "./speakers.ts";

export interface Sounds {
  readonly answers: Pick<AudioAnswers, "ring.start" | "ring.stop" | "tone" | "devices.try">;
  stopAll(): void;
}

/** What this page plays of its own: it rings, it tells how a call of ours fares, and lets a device be tried. */
export function createSounds(speakers: Speakers): Sounds {
  const ringing = createSound(speakers, ring, { where: "ringer", loops: true });
  const tones = {
    ringback: createSound(speakers, ringback, { where: "speaker", loops: true }),
    "call-waiting": createSound(speakers, callWaiting, { where: "speaker", loops: true }),
    busy: createSound(speakers, busy, { where: "speaker", loops: false }),
    answered: createSound(speakers, answered, { where: "speaker", loops: false }),
  };
  const stopTones = () => {
    for (const sound of Object.values(tones)) sound.stop();
  };
  const answers: Sounds["answers"] = {
    async "ring.start"() {
      await ringing.start();
      return {};
    },
    async "ring.stop"() {
      ringing.stop();
      return {};
    },
    async tone({ tone }) {
      stopTones();
      if (tone) await tones[tone].start();
      return {};
    },
    async "devices.try"({ where }) {
      await speakers.playOnce(where === "ringer" ? ring : answered, where);
      return {};
    },
  };
  return {
    answers,
    stopAll() {
      ringing.stop();
      stopTones();
    },
  };
}

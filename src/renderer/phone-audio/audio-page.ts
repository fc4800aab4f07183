import type {
  AudioEvent,
  AudioPage,
  AudioRequestInput,
  AudioRequestName,
  AudioRequestOutput,
} from "../../shared/contract/audio.ts";
import { createMicrophone } from "./microphone.ts";
import { createPeers } from "./peers.ts";
import { createRinging } from "./ringing.ts";

export type AudioAnswers = {
  readonly [N in AudioRequestName]: (input: AudioRequestInput<N>) => Promise<AudioRequestOutput<N>>;
};

/** This page's microphone, speaker and peer connections, as the softphone asks for them. */
export function createAudioPage(): AudioPage {
  const listeners = new Set<(event: AudioEvent) => void>();
  const tell = (event: AudioEvent) => {
    for (const listener of listeners) listener(event);
  };

  const microphone = createMicrophone({
    onState: (state) => tell({ name: "microphone", value: { state } }),
  });
  const answers: AudioAnswers = {
    ...createPeers({ microphone, onConnection: (value) => tell({ name: "peer.connection", value }) }),
    ...createRinging(),
    "peer.digits": async () => ({ sent: false }),
    mix: async () => ({}),
    tone: async () => ({}),
    "devices.use": async () => ({}),
    "devices.try": async () => ({}),
    "devices.listen": async () => ({ level: 0 }),
    "headset.show": async () => ({}),
  };

  return {
    answer: (name, input) => answers[name](input),
    onEvent(listener) {
      listeners.add(listener);
      const state = microphone.state();
      if (state) listener({ name: "microphone", value: { state } });
      return () => listeners.delete(listener);
    },
  };
}

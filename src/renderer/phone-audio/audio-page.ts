import type {
  AudioEvent,
  AudioPage,
  AudioRequestInput,
  AudioRequestName,
  AudioRequestOutput,
} from "../../shared/contract/audio.ts";
import { findHid, onHeadsetGranted } from "../link/headset-grant.ts";
import { createDevices } from "./devices.ts";
import { createHeadsets, type Hid } from "./headset.ts";
import { listenTo } from "./listen.ts";
import { createMicrophone } from "./microphone.ts";
import { createPeers } from "./peers.ts";
import { createSounds } from "./sounds.ts";
import { createSpeakers } from "./speakers.ts";

export type AudioAnswers = {
  readonly [N in AudioRequestName]: (input: AudioRequestInput<N>) => Promise<AudioRequestOutput<N>>;
};

/** This page's microphone, speaker and peer connections, as the softphone asks for them. */
export function createAudioPage(): AudioPage {
  const listeners = new Set<(event: AudioEvent) => void>();
  const tell = (event: AudioEvent) => {
    for (const listener of listeners) listener(event);
  };

  const devices = createDevices(({ inputs, outputs }) => {
    tell({ name: "devices", value: { inputs: [...inputs], outputs: [...outputs] } });
    void microphone.devicesChanged();
    void speakers.devicesChanged();
  });
  const microphone = createMicrophone({
    devices,
    onState(state) {
      tell({ name: "microphone", value: { state } });
      void devices.look();
    },
  });
  const speakers = createSpeakers(devices);
  const headsets = createHeadsets({
    hid: findHid<Hid>(),
    onKey: (key) => tell({ name: "headset.key", value: { key } }),
  });
  onHeadsetGranted(headsets.lookAgain);
  const peers = createPeers({ microphone, speakers, tell });
  const sounds = createSounds(speakers);
  const answers: AudioAnswers = {
    ...peers.answers,
    ...sounds.answers,
    async "devices.use"(choice) {
      await Promise.all([microphone.use(choice.microphone), speakers.use(choice)]);
      return {};
    },
    "devices.listen": async ({ forMs }) => ({ level: await listenTo(microphone, forMs) }),
    async "headset.show"(shown) {
      await headsets.show(shown);
      return {};
    },
  };

  return {
    answer: (name, input) => answers[name](input),
    onEvent(listener) {
      // Main makes its peers anew after a lost link, and tells again what it wants to be heard.
      peers.closeAll();
      sounds.stopAll();
      listeners.add(listener);
      const state = microphone.state();
      if (state) listener({ name: "microphone", value: { state } });
      const connected = devices.connected();
      if (connected)
        listener({
          name: "devices",
          value: { inputs: [...connected.inputs], outputs: [...connected.outputs] },
        });
      return () => listeners.delete(listener);
    },
  };
}

import { connectLink } from "../../../../src/renderer/link/link.ts";
import type { AudioEvent } from "../../../../src/shared/contract/audio.ts";

/** The least page with audio: it opens the microphone as soon as it is listened to. */
connectLink().lendAudio({
  answer: async () => ({}) as never,
  onEvent(listener) {
    const tell = (state: "ready" | "denied") =>
      listener({ name: "microphone", value: { state } } as AudioEvent);
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => tell("ready"),
      () => tell("denied"),
    );
    return () => {};
  },
});

import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Clock } from "../support/clock.ts";
import type { PeerConnectionState } from "./audio-pages.ts";

/** A network that is only busy comes back by itself; a browser gives up after some fifteen seconds, which nobody waits for. */
const PATIENCE_MS = 3_000;

/** Follows how a peer is connected; the answer is to be told each state. Looks for a new path where the old one is gone. */
export function followSoundPath(options: {
  clock: Clock;
  update(audio: PhoneCall["audio"]): void;
  findAnother(): void;
}): { connection(state: PeerConnectionState): void; stop(): void } {
  const { clock, update, findAnother } = options;
  let cancel = () => {};
  return {
    connection(state) {
      cancel();
      switch (state) {
        case "new":
        case "connecting":
          return update("connecting");
        case "connected":
          return update("flowing");
        case "disconnected":
          cancel = clock.after(PATIENCE_MS, findAnother);
          return update("lost");
        case "failed":
          update("lost");
          return findAnother();
        case "closed":
          return update("lost");
      }
    },
    stop: () => cancel(),
  };
}

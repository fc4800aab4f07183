import type { AudioEvent, AudioPort } from "../../shared/contract/audio.ts";
import type { Phone } from "../../shared/model/product-state.ts";
import type { Log } from "../support/log.ts";

export type PeerConnectionState = Extract<AudioEvent, { name: "peer.connection" }>["value"]["state"];

/** The page whose microphone and speaker are in use. Another object after every change of owner. */
export type AudioOwner = Pick<AudioPort, "ask">;

export interface AudioPages {
  owner(): AudioOwner | null;
  /** As `Phone.audio`; `none` also while the owner has not yet said whether it has a microphone. */
  state(): Phone["audio"];
  attach(port: AudioPort): () => void;
  /** Rings at the owner, whoever that becomes. */
  ring(on: boolean): void;
  watchPeer(peerId: string, listener: (state: PeerConnectionState) => void): () => void;
}

interface Page extends AudioOwner {
  state: Phone["audio"];
}

/** Pages come and go, by reload too; the oldest one attached owns the audio and the next takes over when it goes. */
export function createAudioPages(options: {
  log: Log;
  /** Whoever owned the audio before, its peers are gone. */
  onOwner(): void;
  onState(): void;
}): AudioPages {
  const { log } = options;
  const pages: Page[] = [];
  const watchers = new Map<string, (state: PeerConnectionState) => void>();
  let ringing = false;

  const owner = () => pages[0] ?? null;
  function ringAtOwner() {
    owner()
      ?.ask(ringing ? "ring.start" : "ring.stop", {})
      .catch((cause: unknown) => log.warn("softphone", `the page does not ring: ${cause}`));
  }

  function ownerChanged() {
    if (ringing) ringAtOwner();
    options.onState();
    options.onOwner();
  }

  function hear(page: Page, event: AudioEvent) {
    switch (event.name) {
      case "microphone":
        page.state = event.value.state === "ready" ? "ready" : `microphone-${event.value.state}`;
        if (page === owner()) options.onState();
        break;
      case "peer.connection":
        watchers.get(event.value.peerId)?.(event.value.state);
        break;
    }
  }

  return {
    owner,
    state: () => owner()?.state ?? "none",
    attach(port) {
      const page: Page = {
        state: "none",
        ask: port.ask,
      };
      const stopHearing = port.onEvent((event) => hear(page, event));
      if (pages.push(page) === 1) ownerChanged();
      return () => {
        stopHearing();
        const index = pages.indexOf(page);
        if (index < 0) return;
        pages.splice(index, 1);
        if (index === 0) ownerChanged();
      };
    },
    ring(on) {
      if (on === ringing) return;
      ringing = on;
      ringAtOwner();
    },
    watchPeer(peerId, listener) {
      watchers.set(peerId, listener);
      return () => watchers.delete(peerId);
    },
  };
}

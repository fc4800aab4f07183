import type {
  AudioEvent,
  AudioPort,
  AudioRequestInput,
  AudioRequestName,
  AudioRequestOutput,
} from "../../shared/contract/audio.ts";
import type { Phone } from "../../shared/model/product-state.ts";
import type { Clock } from "../support/clock.ts";

const ANSWER_WITHIN_MS = 10_000;

export type PeerConnectionState = Extract<AudioEvent, { name: "peer.connection" }>["value"]["state"];

/** The page whose microphone and speaker are in use. Another object after every change of owner. */
export interface AudioOwner {
  /** Rejects when the page is gone, refuses, or says nothing for 10 s: a hung page fails a call and not the product. */
  ask<N extends AudioRequestName>(name: N, input: AudioRequestInput<N>): Promise<AudioRequestOutput<N>>;
}

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
  clock: Clock;
  /** Whoever owned the audio before, its peers are gone. */
  onOwner(): void;
  onState(): void;
}): AudioPages {
  const { clock } = options;
  const pages: Page[] = [];
  const watchers = new Map<string, (state: PeerConnectionState) => void>();
  let ringing = false;

  const owner = () => pages[0] ?? null;
  const ringAtOwner = () =>
    void owner()
      ?.ask(ringing ? "ring.start" : "ring.stop", {})
      .catch(() => undefined);

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
        ask: (name, input) => withinTime(clock, name, port.ask(name, input)),
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

function withinTime<T>(clock: Clock, name: string, answer: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = clock.after(ANSWER_WITHIN_MS, () => reject(new Error(`${name}: the page does not answer`)));
    answer.then(resolve, reject).finally(stop);
  });
}

import type { AudioEvent, AudioPort, AudioRequestInput } from "../../shared/contract/audio.ts";
import type { AudioDevices } from "../../shared/model/audio-devices.ts";
import type { SoundMeasured } from "../../shared/model/call-quality.ts";
import type { Phone } from "../../shared/model/product-state.ts";
import { type Result, refused } from "../../shared/model/result.ts";
import type { Log } from "../support/log.ts";

type Told<N extends AudioEvent["name"]> = Extract<AudioEvent, { name: N }>["value"];
export type PeerConnectionState = Told<"peer.connection">["state"];
export type HeadsetKey = Told<"headset.key">["key"];

/** The page whose microphone and speaker are in use. Another object after every change of owner. */
export type AudioOwner = Pick<AudioPort, "ask">;

/** What a page goes on doing until it is told otherwise. */
type Standing = "tone" | "mix" | "devices.use" | "headset.show";

export interface PeerWatcher {
  connection(state: PeerConnectionState): void;
  sound(measured: SoundMeasured): void;
}

export interface AudioPages {
  owner(): AudioOwner | null;
  /** As `Phone.audio`; `none` also while the owner has not yet said whether it has a microphone. */
  state(): Phone["audio"];
  /** Why nobody can be talked with now; null: one can. */
  refusal(): Result<never> | null;
  /** What is connected at the owner. */
  devices(): Pick<AudioDevices, "inputs" | "outputs">;
  attach(port: AudioPort): () => void;
  /** Rings at the owner, whoever that becomes. */
  ring(on: boolean): void;
  /** The owner does this from now on, whoever that becomes. */
  keep<N extends Standing>(name: N, input: AudioRequestInput<N>): void;
  watchPeer(peerId: string, watcher: PeerWatcher): () => void;
}

interface Page extends AudioOwner {
  state: Phone["audio"];
  devices: Pick<AudioDevices, "inputs" | "outputs">;
}

interface Wanted {
  readonly what: string;
  tell(owner: AudioOwner): Promise<unknown>;
}

const nothingConnected = { inputs: [], outputs: [] };

/** Pages come and go, by reload too; the oldest one attached owns the audio and the next takes over when it goes. */
export function createAudioPages(options: {
  log: Log;
  /** Whoever owned the audio before, its peers are gone. */
  onOwner(): void;
  onState(): void;
  onDevices(): void;
  onKey(key: HeadsetKey): void;
}): AudioPages {
  const { log } = options;
  const pages: Page[] = [];
  const watchers = new Map<string, PeerWatcher>();
  const wanted = new Map<string, Wanted>();

  const owner = () => pages[0] ?? null;
  function tellOwner({ what, tell }: Wanted) {
    const page = owner();
    if (!page) return;
    tell(page).catch((cause: unknown) => log.warn("softphone", `the page does not do ${what}: ${cause}`));
  }

  function want(name: string, next: Wanted) {
    if (wanted.get(name)?.what === next.what) return;
    wanted.set(name, next);
    tellOwner(next);
  }

  function ownerChanged() {
    for (const each of wanted.values()) tellOwner(each);
    options.onState();
    options.onDevices();
    options.onOwner();
  }

  function hear(page: Page, event: AudioEvent) {
    switch (event.name) {
      case "microphone":
        page.state = event.value.state === "ready" ? "ready" : `microphone-${event.value.state}`;
        if (page === owner()) options.onState();
        break;
      case "devices":
        page.devices = event.value;
        if (page === owner()) options.onDevices();
        break;
      case "peer.connection":
        watchers.get(event.value.peerId)?.connection(event.value.state);
        break;
      case "peer.sound":
        watchers.get(event.value.peerId)?.sound(event.value.measured);
        break;
      case "headset.key":
        if (page === owner()) options.onKey(event.value.key);
        break;
    }
  }

  const state = () => owner()?.state ?? "none";

  function refusal(): Result<never> | null {
    switch (state()) {
      case "ready":
        return null;
      case "none":
        return refused("no-phone", "no page has the audio");
      case "microphone-denied":
      case "microphone-missing":
        return refused("no-microphone", state());
    }
  }

  return {
    owner,
    state,
    refusal,
    devices: () => owner()?.devices ?? nothingConnected,
    attach(port) {
      const page: Page = { state: "none", devices: nothingConnected, ask: port.ask };
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
    ring: (on) =>
      want("ring", {
        what: on ? "ring.start" : "ring.stop",
        tell: (page) => page.ask(on ? "ring.start" : "ring.stop", {}),
      }),
    keep: (name, input) =>
      want(name, { what: `${name} ${JSON.stringify(input)}`, tell: (page) => page.ask(name, input) }),
    watchPeer(peerId, watcher) {
      watchers.set(peerId, watcher);
      return () => watchers.delete(peerId);
    },
  };
}

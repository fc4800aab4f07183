import { openMixer } from "./mixer.ts";

/** What one party to a conference brings: the microphone as it is meant for him, and his own voice. */
export interface Party {
  readonly microphone: MediaStreamTrack;
  readonly remote: MediaStreamTrack;
}

export interface Conference {
  /** For each party the microphone and all the others, never himself. A party that stays keeps his track. Less than two: it ends. */
  seat(parties: ReadonlyMap<string, Party>): ReadonlyMap<string, MediaStreamTrack>;
}

/** Mixes in this page; the browser does so only for voices that an element plays as well. */
export function createConference(): Conference {
  let context: AudioContext | null = null;
  let seated = "";
  let sources: AudioNode[] = [];
  const ears = new Map<string, MediaStreamAudioDestinationNode>();

  function end() {
    void context?.close();
    context = null;
    seated = "";
    sources = [];
    ears.clear();
  }

  function connect(parties: ReadonlyMap<string, Party>, mixer: AudioContext) {
    for (const source of sources) source.disconnect();
    sources = [];
    const source = (track: MediaStreamTrack) => {
      const made = mixer.createMediaStreamSource(new MediaStream([track]));
      sources.push(made);
      return made;
    };
    for (const id of ears.keys()) if (!parties.has(id)) ears.delete(id);
    for (const id of parties.keys()) {
      if (!ears.has(id)) ears.set(id, new MediaStreamAudioDestinationNode(mixer, { channelCount: 1 }));
    }
    for (const [id, { microphone, remote }] of parties) {
      const voice = source(remote);
      const own = source(microphone);
      for (const [listener, ear] of ears) (listener === id ? own : voice).connect(ear);
    }
  }

  return {
    seat(parties) {
      if (parties.size < 2) {
        end();
        return new Map();
      }
      const wanted = [...parties]
        .map(([id, { microphone, remote }]) => [id, microphone.id, remote.id])
        .join();
      if (wanted !== seated) {
        context ??= openMixer();
        void context.resume();
        connect(parties, context);
        seated = wanted;
      }
      return new Map(
        [...ears].flatMap(([id, ear]) => ear.stream.getAudioTracks().map((track) => [id, track] as const)),
      );
    },
  };
}

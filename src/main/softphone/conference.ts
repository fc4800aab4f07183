import type { AudioPages } from "./audio-pages.ts";
import type { LiveCall } from "./live-call.ts";

/** Calls whose other sides hear each other, mixed by the page that has the audio. */
export interface Conference {
  has(call: LiveCall): boolean;
  members(): readonly LiveCall[];
  start(calls: readonly LiveCall[]): void;
  /** To be asked after every change of a call: one that no longer talks ends the conference for all. */
  review(isThere: (call: LiveCall) => boolean): void;
}

export function createConference(audio: AudioPages): Conference {
  let members: readonly LiveCall[] = [];

  /** A peer that moved to another page has another name there. */
  function mix() {
    const peerIds = members.flatMap(({ peer }) => peer.peerId() ?? []);
    audio.keep("mix", { peerIds: peerIds.length > 1 ? peerIds : [] });
  }

  function become(calls: readonly LiveCall[]) {
    const before = members;
    members = calls;
    mix();
    for (const call of before) if (!calls.includes(call)) call.change({ inConference: false });
    for (const call of calls) call.change({ inConference: true });
  }

  return {
    has: (call) => members.includes(call),
    members: () => members,
    start: become,
    review(isThere) {
      const goesOn = members.every((call) => isThere(call) && call.facts().state === "talking");
      if (goesOn) mix();
      else become([]);
    },
  };
}

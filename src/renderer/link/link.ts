import type { AudioPage } from "../../shared/contract/audio.ts";
import type { MainFrame } from "../../shared/contract/frames.ts";
import type { RequestInput, RequestName, RequestOutput } from "../../shared/contract/requests.ts";
import type { StreamName } from "../../shared/contract/streams.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import { createFollowedStreams, type StreamContent } from "./followed-streams.ts";
import { createLentAudio } from "./lent-audio.ts";
import { type OpenTransport, openBridge, openWebSocket } from "./transport.ts";

export type LinkState = "connecting" | "connected";

/** A window's one connection with main: it comes back by itself, and what was followed is followed again. */
export interface Link {
  /** Never rejects. While the connection is lost it is refused at once, so that nothing is done later than it was meant. */
  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>>;
  /**
   * Calls the listener with the content as soon as it is known and whenever it changed. Rows that did not change keep their
   * identity, also over a lost connection; a map that was handed out is never changed.
   */
  follow<N extends StreamName>(stream: N, listener: (content: StreamContent<N>) => void): () => void;
  state(): LinkState;
  onState(listener: (state: LinkState) => void): () => void;
  /** Offers this page's microphone and speaker to main, for as long as the link lives. */
  lendAudio(page: AudioPage): void;
  close(): void;
}

/** The link of this page: through the preload script in Electron, else over a WebSocket to where the page came from. */
export function connectLink(): Link {
  return createLink(window.binnacle ? openBridge(window.binnacle) : openWebSocket);
}

export function createLink(open: OpenTransport): Link {
  const pending = new Map<number, (result: Result<unknown>) => void>();
  const stateListeners = new Set<(state: LinkState) => void>();
  let state: LinkState = "connecting";
  let beforeFirstOutcome: (() => void)[] | null = [];
  let lastId = 0;

  const transport = open({
    opened() {
      setState("connected");
      const waiting = beforeFirstOutcome ?? [];
      beforeFirstOutcome = null;
      followed.followAll();
      audio.attach();
      for (const send of waiting) send();
    },
    closed() {
      beforeFirstOutcome = null;
      audio.detach();
      for (const settle of [...pending.values()]) settle(NOT_CONNECTED);
      pending.clear();
      setState("connecting");
    },
    received,
  });
  const followed = createFollowedStreams(transport.send);
  const audio = createLentAudio(transport.send);

  function received(frame: MainFrame) {
    switch (frame.frame) {
      case "answer":
        return settle(frame.id, success(frame.output));
      case "refusal":
        return settle(frame.id, { ok: false, refusal: frame.refusal });
      case "stream":
        return followed.apply(frame.stream, frame.content);
      case "stream-refusal":
        return console.error(`main refuses the stream ${frame.stream}: reload this window`);
      case "audio-request":
        return audio.asked(frame.id, frame.name, frame.input);
    }
  }

  function settle(id: number, result: Result<unknown>): void {
    pending.get(id)?.(result);
    pending.delete(id);
  }

  function setState(next: LinkState): void {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  return {
    request<N extends RequestName>(name: N, input: RequestInput<N>) {
      if (state === "connecting" && beforeFirstOutcome === null) return Promise.resolve(NOT_CONNECTED);
      lastId += 1;
      const id = lastId;
      const send = () => transport.send({ frame: "request", id, name, input });
      return new Promise<Result<RequestOutput<N>>>((resolve) => {
        pending.set(id, (result) => resolve(result as Result<RequestOutput<N>>));
        if (beforeFirstOutcome) beforeFirstOutcome.push(send);
        else send();
      });
    },
    follow: followed.follow,
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    lendAudio(page) {
      audio.lend(page);
      if (state === "connected") audio.attach();
    },
    close() {
      audio.detach();
      transport.close();
    },
  };
}

const NOT_CONNECTED = refused("failed", "the connection between this window and Binnacle is lost");

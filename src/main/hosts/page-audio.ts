import {
  type AudioEvent,
  type AudioEventName,
  type AudioPort,
  type AudioRequestName,
  type AudioRequestOutput,
  audioEvents,
  audioRequests,
} from "../../shared/contract/audio.ts";
import type { MainFrame } from "../../shared/contract/frames.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";

/** Longer than a page ever needs to gather its candidates; a page that does not answer by then is stuck. */
const ANSWER_LIMIT_MS = 10_000;

export interface PageAudio {
  readonly port: AudioPort;
  answered(id: number, output: unknown): void;
  failed(id: number, reason: string): void;
  told(name: string, value: unknown): void;
  /** The page is no more: rejects what it still owes. */
  gone(): void;
}

/** The audio of one attached page, as the product asks for it; what the page says is checked against the contract. */
export function createPageAudio(send: (frame: MainFrame) => void, clock: Clock, log: Log): PageAudio {
  const pending = new Map<number, { answered(output: unknown): void; failed(reason: string): void }>();
  const listeners = new Set<(event: AudioEvent) => void>();
  let lastId = 0;
  let present = true;

  const ask: AudioPort["ask"] = (name, input) =>
    new Promise((resolve, reject) => {
      if (!present) return reject(new Error(`${name}: the page with the audio is gone`));
      lastId += 1;
      const id = lastId;
      const settle = () => {
        pending.delete(id);
        cancelLimit();
      };
      const failed = (reason: string) => {
        settle();
        reject(new Error(`${name}: ${reason}`));
      };
      const cancelLimit = clock.after(ANSWER_LIMIT_MS, () =>
        failed(`the page did not answer within ${ANSWER_LIMIT_MS / 1000} s`),
      );
      pending.set(id, {
        failed,
        answered(output) {
          const parsed = parseOutput(name, output);
          if (parsed === null) return failed("the page's answer is not what the contract says");
          settle();
          resolve(parsed);
        },
      });
      send({ frame: "audio-request", id, name, input });
    });

  return {
    port: {
      ask,
      onEvent(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    answered: (id, output) => pending.get(id)?.answered(output),
    failed: (id, reason) => pending.get(id)?.failed(reason),
    told(name, value) {
      const event = parseEvent(name, value);
      if (event === null)
        return log.warn("link", `a page told an audio event that the contract does not know`);
      for (const listener of listeners) listener(event);
    },
    gone() {
      present = false;
      for (const { failed } of [...pending.values()]) failed("the page with the audio is gone");
      listeners.clear();
    },
  };
}

function parseOutput<N extends AudioRequestName>(name: N, output: unknown): AudioRequestOutput<N> | null {
  const parsed = audioRequests[name].output.safeParse(output);
  return parsed.success ? (parsed.data as AudioRequestOutput<N>) : null;
}

function parseEvent(name: string, value: unknown): AudioEvent | null {
  if (!Object.hasOwn(audioEvents, name)) return null;
  const known = name as AudioEventName;
  const parsed = audioEvents[known].safeParse(value);
  return parsed.success ? ({ name: known, value: parsed.data } as AudioEvent) : null;
}

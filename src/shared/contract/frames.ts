import { z } from "zod";
import type { Refusal } from "../model/product-state.ts";
import type { StreamFrame, StreamName } from "./streams.ts";

/**
 * What travels between a window and main, the same over a WebSocket and over Electron's IPC. Main parses every frame and the
 * input of every request; a window trusts main.
 */
export const WindowFrame = z.discriminatedUnion("frame", [
  z.object({
    frame: z.literal("request"),
    id: z.int(),
    name: z.string().max(64),
    input: z.unknown(),
  }),
  z.object({ frame: z.literal("follow"), stream: z.string().max(64) }),
  z.object({ frame: z.literal("unfollow"), stream: z.string().max(64) }),
  /** This page offers its microphone and speaker; it becomes the owner of the audio when no earlier page is left. */
  z.object({ frame: z.literal("audio-attach") }),
  z.object({ frame: z.literal("audio-answer"), id: z.int(), output: z.unknown() }),
  z.object({ frame: z.literal("audio-failure"), id: z.int(), reason: z.string().max(1000) }),
  z.object({ frame: z.literal("audio-event"), name: z.string().max(64), value: z.unknown() }),
]);
export type WindowFrame = z.infer<typeof WindowFrame>;

export type MainFrame =
  | { readonly frame: "answer"; readonly id: number; readonly output: unknown }
  | { readonly frame: "refusal"; readonly id: number; readonly refusal: Refusal }
  | { readonly frame: "stream"; readonly stream: StreamName; readonly content: StreamFrame }
  /** There is no such stream: the window is of another version than main. */
  | { readonly frame: "stream-refusal"; readonly stream: string; readonly refusal: Refusal }
  | {
      readonly frame: "audio-request";
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
    };

/** What the preload script exposes as `window.binnacle`: the frames, and no knowledge of what they ask. */
export interface HostBridge {
  send(frame: WindowFrame): void;
  onFrame(listener: (frame: MainFrame) => void): void;
}

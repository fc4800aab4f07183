import { z } from "zod";

/** What must work before the first caller rings: `path` is the way to the exchange and back. */
export const CheckedPart = z.enum(["microphone", "speaker", "ringer", "registration", "path"]);
export type CheckedPart = z.infer<typeof CheckedPart>;

/** Why a part is not ready. The sentence for it is the message `ready.<reason>`. */
export const ReadyProblem = z.enum([
  "no-page",
  "denied",
  "missing",
  "silent",
  "does-not-play",
  "not-registered",
  "no-answer",
]);
export type ReadyProblem = z.infer<typeof ReadyProblem>;

/** One look at every part of the phone, in the order in which they are shown. */
export const ReadyCheck = z
  .object({
    parts: z
      .array(
        z
          .object({
            part: CheckedPart,
            /** Null: it works. */
            problem: ReadyProblem.nullable(),
            tookMs: z.int().nonnegative(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type ReadyCheck = z.infer<typeof ReadyCheck>;

import { z } from "zod";
import { Instant } from "./ids.ts";

/** When of today the core was not listened to; no gap: everything was seen as it happened. */
export const Completeness = z
  .object({
    /** When today began. */
    since: Instant,
    /** Oldest first; one that has no end goes on. */
    gaps: z
      .array(
        z
          .object({
            from: Instant,
            to: Instant.nullable(),
            /** The core's files were read after it: figures know of it what the files tell. */
            filled: z.boolean(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type Completeness = z.infer<typeof Completeness>;

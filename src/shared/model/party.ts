import { z } from "zod";
import { UserId } from "./ids.ts";

/** Who is at the other end of a call, as far as it is known. */
export const Party = z
  .object({
    /** hidden: the caller withheld the number; service: an announcement, the dial plan, a queue, or what the core calls otherwise. */
    kind: z.enum(["external", "colleague", "hidden", "service"]),
    name: z.string().nullable(),
    /** Digits as dialled: `+31…` for external numbers, the extension for colleagues. */
    number: z.string().nullable(),
    /** The number as people of its country write it. */
    displayNumber: z.string().nullable(),
    userId: UserId.nullable(),
    /** Where it is no person: the kind of place, one of `knownStations` or the core's own word for another. */
    station: z.string().optional(),
  })
  .readonly();
export type Party = z.infer<typeof Party>;

import { z } from "zod";

/** How wide a person made Navigator's panes, px; null: as wide as they come. */
export const Panes = z
  .object({
    /** Callers, held and parked calls, at the left. */
    linesPx: z.int().min(260).max(440).nullable(),
    /** Who is chosen in the directory, at the right. */
    cardPx: z.int().min(240).max(420).nullable(),
  })
  .readonly();
export type Panes = z.infer<typeof Panes>;

export const defaultPanes: Panes = { linesPx: null, cardPx: null };

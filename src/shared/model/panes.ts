import { z } from "zod";

/** How wide each pane of Navigator may be, px; within these limits all of them fit into 1280 px. */
export const paneLimitsPx = {
  /** Callers, held and parked calls, at the left. */
  linesPx: { min: 260, max: 400 },
  /** Who is chosen in the directory, at the right. */
  cardPx: { min: 240, max: 420 },
} as const;

const width = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z.int().min(min).max(max).nullable();

/** How wide a person made the panes; null: as wide as they come. */
export const Panes = z
  .object({ linesPx: width(paneLimitsPx.linesPx), cardPx: width(paneLimitsPx.cardPx) })
  .readonly();
export type Panes = z.infer<typeof Panes>;

export const defaultPanes: Panes = { linesPx: null, cardPx: null };

import type { Connection } from "../../../shared/model/product-state.ts";

/** fresh: to be believed; fading: no word for 5 s; dead: for a minute. */
export type Staleness = "fresh" | "fading" | "dead";

const fadesAfterMs = 5_000;
const deadAfterMs = 60_000;

interface Heard {
  /** When this window lost main; null while it reaches it. */
  readonly lostAt: number | null;
  readonly connection: Connection | null;
}

/** Since when nothing was heard of the telephone system; null while it is live. */
export function silentSince({ lostAt, connection }: Heard): number | null {
  if (connection === null || connection.phase === "live") return lostAt;
  return connection.lastHeardAt ?? connection.since;
}

/** How old the figures are: 0 while they are live. */
export const ageOfFigures = (silentSince: number | null, now: number): number =>
  silentSince === null ? 0 : Math.max(0, now - silentSince);

export function staleness(ageMs: number): Staleness {
  if (ageMs < fadesAfterMs) return "fresh";
  return ageMs < deadAfterMs ? "fading" : "dead";
}

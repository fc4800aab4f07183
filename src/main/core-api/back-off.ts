const firstMs = 500;
const longestMs = 60_000;

/**
 * How long to wait before attempt `n` (from 0) to connect again: doubling from at most 0.5 s to at most 60 s, with "equal
 * jitter", so that a company's consoles do not come back in one wave. `random` is from 0 up to 1.
 */
export function backOffMs(n: number, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** n);
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

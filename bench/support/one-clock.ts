import type { Page } from "playwright-core";

/** How far the finer clocks may be from the wall clock that all processes of a machine share; that one counts whole milliseconds. */
const TOLERANCE_MS = 2;

/** Epoch milliseconds with a fraction. Chromium's steps are 0.1 ms. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Throws where this process or a page has drifted from the wall clock, since times of both could not be compared. */
export async function assertOneClock(pages: readonly Page[]): Promise<void> {
  const drift = () => performance.timeOrigin + performance.now() - Date.now();
  const drifts = [drift(), ...(await Promise.all(pages.map((page) => page.evaluate(drift))))];
  const worst = Math.max(...drifts.map(Math.abs));
  if (worst > TOLERANCE_MS)
    throw new Error(`the clocks are ${worst.toFixed(1)} ms apart: nothing can be said`);
}

import type { Page } from "playwright-core";

/** What a screen reader was given to say, from now on; each sentence is answered once. */
export async function hearLiveRegion(page: Page): Promise<() => Promise<readonly string[]>> {
  const said = await page.evaluateHandle(collectInPage);
  return () => said.evaluate((sentences) => sentences.splice(0));
}

function collectInPage(): string[] {
  const said: string[] = [];
  const region = document.querySelector("[role=status][aria-relevant=additions]");
  if (!region) throw new Error("there is no live region");
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const { textContent } of addedNodes) said.push(textContent ?? "");
  }).observe(region, { childList: true });
  return said;
}

import type { Sent } from "./traffic.ts";

/** That a client had a user's status, or a figure, and since when. */
export interface Seen {
  readonly id: string;
  readonly value: string | null;
  readonly at: number;
}

/**
 * How long each value that was sent took to be seen: itself, or the next of the same id where that overtook it. `lost` counts those
 * that never were.
 */
export function shownTimes(
  sent: readonly Sent[],
  seen: readonly Seen[],
): { readonly took: readonly number[]; readonly lost: number } {
  const seenAt = new Map<Sent, number | null>();
  for (const one of sent.toReversed()) {
    const { id, value, at } = one;
    const next = sent.find((other) => other.id === id && other.at > at);
    const again = sent.find((other) => other.id === id && other.value === value && other.at > at);
    const until = again?.at ?? Number.POSITIVE_INFINITY;
    const first = seen.find(
      (each) => each.id === id && each.value === value && each.at >= at && each.at < until,
    );
    seenAt.set(one, first?.at ?? (next && seenAt.get(next)) ?? null);
  }
  const took = [...seenAt].flatMap(([{ at }, shownAt]) => (shownAt === null ? [] : [shownAt - at]));
  return { took, lost: sent.length - took.length };
}

interface Painted {
  /** The element's, as it is in the page. */
  readonly id: string;
  readonly text: string;
  readonly inDocumentAt: number;
  readonly at: number;
}

/** Whose row of Navigator's directory has this id. */
export const userOfRow = (id: string): string | null => /^row-user%20(.+)$/.exec(id)?.[1] ?? null;

/** In Navigator's page: the ids of the rows that are wholly in view. */
export function rowsInView(): string[] {
  const grid = document.querySelector('[role="grid"]');
  if (!grid) throw new Error("there is no directory");
  const { top, bottom } = grid.getBoundingClientRect();
  return [...grid.querySelectorAll('[role="row"]')].flatMap((row) => {
    const at = row.getBoundingClientRect();
    return at.top >= top && at.bottom <= bottom ? [row.id] : [];
  });
}

/** In a window's page: every change of a label within this element, or of its text, from now on, and when it was on the screen. The answer grows. */
export function recordPaints(selector: string): Painted[] {
  const painted: Painted[] = [];
  const now = () => performance.timeOrigin + performance.now();
  const watched = document.querySelector(selector);
  if (!watched) throw new Error(`there is no ${selector}`);
  new MutationObserver((changes) => {
    const inDocumentAt = now();
    const seen = changes.map(({ type, target }) => {
      const element = type === "attributes" ? (target as Element) : watched;
      return {
        id: element.id,
        text: (type === "attributes" ? element.getAttribute("aria-label") : element.textContent) ?? "",
        inDocumentAt,
      };
    });
    // A frame's callbacks run before it is painted: the task after them is the first that can come later.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const at = now();
        for (const each of seen) painted.push({ ...each, at });
        port1.close();
      };
      port2.postMessage(null);
    });
  }).observe(watched, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ["aria-label"],
  });
  return painted;
}

/**
 * In the page of the platform's own library: every change of a user's status in its model from now on, and the end of the frame
 * after it, which is the earliest that a page could have shown it. The answer grows.
 */
export function recordModel(): (Seen & { readonly frameAt: number })[] {
  const seen: (Seen & { readonly frameAt: number })[] = [];
  const now = () => performance.timeOrigin + performance.now();
  const { connection } = window as unknown as {
    connection: {
      model: {
        usersObservable: {
          subscribe(
            next: (event: {
              emitter: { id: string; status?: { receiveCalls: string } };
              data?: { name?: string };
            }) => void,
          ): void;
        };
      };
    };
  };
  connection.model.usersObservable.subscribe(({ emitter, data }) => {
    if (data?.name !== "status") return;
    const change = { id: emitter.id, value: emitter.status?.receiveCalls ?? null, at: now() };
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        seen.push({ ...change, frameAt: now() });
        port1.close();
      };
      port2.postMessage(null);
    });
  });
  return seen;
}

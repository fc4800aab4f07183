import type { Sent } from "./traffic.ts";

/** That a client had a user's status, and since when. */
export interface Seen {
  readonly userId: string;
  readonly status: string | null;
  readonly at: number;
}

/** How long each status that was sent took to be seen; `lost` counts those that never were. */
export function shownTimes(
  sent: readonly Sent[],
  seen: readonly Seen[],
): { readonly took: readonly number[]; readonly lost: number } {
  const took = sent.flatMap(({ userId, status, at }) => {
    const again = sent.find((next) => next.userId === userId && next.status === status && next.at > at);
    const until = again?.at ?? Number.POSITIVE_INFINITY;
    const first = seen.find(
      (one) => one.userId === userId && one.status === status && one.at >= at && one.at < until,
    );
    return first ? [first.at - at] : [];
  });
  return { took, lost: sent.length - took.length };
}

interface Painted {
  readonly userId: string;
  readonly label: string;
  readonly inDocumentAt: number;
  readonly at: number;
}

/** In Navigator's page: the users whose rows are wholly in view. */
export function rowsInView(): string[] {
  const grid = document.querySelector('[role="grid"]');
  if (!grid) throw new Error("there is no directory");
  const { top, bottom } = grid.getBoundingClientRect();
  return [...grid.querySelectorAll('[role="row"]')].flatMap((row) => {
    const at = row.getBoundingClientRect();
    const userId = /^row-user%20(.+)$/.exec(row.id)?.[1];
    return userId && at.top >= top && at.bottom <= bottom ? [userId] : [];
  });
}

/** In Navigator's page: every change of a row's label from now on, and when it was on the screen. The answer grows. */
export function recordPaints(): Painted[] {
  const painted: Painted[] = [];
  const now = () => performance.timeOrigin + performance.now();
  const grid = document.querySelector('[role="grid"]');
  if (!grid) throw new Error("there is no directory");
  new MutationObserver((changes) => {
    const inDocumentAt = now();
    const rows = changes.flatMap(({ target }) => {
      const userId = /^row-user%20(.+)$/.exec((target as Element).id)?.[1];
      const label = (target as Element).getAttribute("aria-label");
      return userId && label ? [{ userId, label, inDocumentAt }] : [];
    });
    if (rows.length === 0) return;
    // A frame's callbacks run before it is painted: the task after them is the first that can come later.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const at = now();
        for (const row of rows) painted.push({ ...row, at });
        port1.close();
      };
      port2.postMessage(null);
    });
  }).observe(grid, { subtree: true, attributeFilter: ["aria-label"] });
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
    const change = { userId: emitter.id, status: emitter.status?.receiveCalls ?? null, at: now() };
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

/** A key that was pressed, and how long until the results that it brought were on the screen; null: it brought no others. */
export interface Typed {
  readonly tookMs: number | null;
}

/**
 * In Navigator's page: every key from now on. What counts is the last change of which rows there are before the next key, so that
 * results which come in two steps are there when the second is. The answer grows.
 */
export function recordTyped(): Typed[] {
  const typed: { tookMs: number | null }[] = [];
  const directory = document.querySelector(".directory");
  if (!directory) throw new Error("there is no directory");
  const rows = () => Array.from(directory.querySelectorAll('[role="row"]'), ({ id }) => id).join();
  let pressedAt = 0;
  let before = rows();
  addEventListener(
    "keydown",
    ({ timeStamp }) => {
      pressedAt = timeStamp;
      typed.push({ tookMs: null });
    },
    true,
  );
  new MutationObserver(() => {
    const now = rows();
    if (now === before) return;
    before = now;
    const [at, key] = [pressedAt, typed.at(-1)];
    // A frame's callbacks run before it is painted: the task after them is the first that can come later.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        if (key) key.tookMs = performance.now() - at;
        port1.close();
      };
      port2.postMessage(null);
    });
  }).observe(directory, { subtree: true, childList: true, attributeFilter: ["id"] });
  return typed;
}

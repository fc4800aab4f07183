import { useEffect, useState } from "react";
import { placeOf } from "../kit/keys.ts";

const restsAfterMs = 3_000;

/** Whether the pointer has not moved for 3 s, or never did. */
export function usePointerRest(): boolean {
  const [resting, setResting] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setResting(true), restsAfterMs);
      setResting(false);
    };
    addEventListener("pointermove", moved);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointermove", moved);
    };
  }, []);
  return resting;
}

/** Keeps the screen on while the page is seen. The browser drops the lock of a hidden page, so it is asked for again. */
export function useAwakeScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const acquire = async () => {
      if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
      try {
        const next = await navigator.wakeLock.request("screen");
        if (over) await next.release();
        else lock = next;
      } catch {
        // Low battery, or not allowed: the system's own settings decide then.
      }
    };
    const seen = () => void acquire();
    seen();
    document.addEventListener("visibilitychange", seen);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", seen);
      lock?.release().catch(() => {});
    };
  }, []);
}

/** Whether the page fills the screen, and the switch for it, which the key F works too. */
export function useFullscreen(): { readonly full: boolean; readonly toggle: () => void } {
  const [full, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    const pressed = (event: KeyboardEvent) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const place = placeOf(event.target, null);
      if (plain && event.key.toLowerCase() === "f" && (place === "page" || place === "control"))
        toggleFullscreen();
    };
    document.addEventListener("fullscreenchange", changed);
    addEventListener("keydown", pressed);
    return () => {
      document.removeEventListener("fullscreenchange", changed);
      removeEventListener("keydown", pressed);
    };
  }, []);
  return { full, toggle: toggleFullscreen };
}

function toggleFullscreen(): void {
  const change = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  // The browser refuses it without a key or click of a person.
  change.catch(() => {});
}

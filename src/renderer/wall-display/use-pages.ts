import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useClock } from "../kit/clock.ts";

const pageMs = 10_000;

/**
 * Shows as many of a list as fit into its place, and the next ones every 10 s. The place holds items that all have one size: `.item`
 * elements, side by side where it is a grid.
 */
export function usePages<T>(items: readonly T[]): {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly shown: readonly T[];
  /** null: all are shown. */
  readonly range: { readonly from: number; readonly to: number } | null;
} {
  const place = useRef<HTMLDivElement>(null);
  const [capacity, setCapacity] = useState(1);
  const none = items.length === 0;
  useLayoutEffect(() => {
    const element = place.current;
    if (!element || none) return;
    const measure = () => setCapacity(capacityOf(element));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [none]);
  const pages = Math.max(1, Math.ceil(items.length / capacity));
  const page = useClock((now) => Math.floor(now / pageMs) % pages);
  const from = page * capacity;
  const shown = items.slice(from, from + capacity);
  return {
    place,
    shown,
    range: pages > 1 ? { from: from + 1, to: from + shown.length } : null,
  };
}

function capacityOf(place: HTMLElement): number {
  const item = place.querySelector<HTMLElement>(".item");
  if (!item) return 1;
  const { rowGap, gridTemplateColumns } = getComputedStyle(item.parentElement ?? place);
  const gap = Number.parseFloat(rowGap) || 0;
  const columns = gridTemplateColumns === "none" ? 1 : gridTemplateColumns.split(" ").length;
  const rows = Math.floor((place.clientHeight + gap + 1) / (item.getBoundingClientRect().height + gap));
  return Math.max(1, rows * columns);
}

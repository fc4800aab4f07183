import { type DragEvent, useState } from "react";
import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { useActions, useConsole } from "../context.ts";
import { type Dragged, type Drop, draggedCall, dropOn } from "../view-model/dragging.ts";
import { personOf } from "../view-model/favourites.ts";

/** The attributes of an element that can be dragged; none where nothing is given. */
export function useDrag(what: Dragged | null) {
  const { drag } = useActions();
  if (!what) return {};
  return {
    draggable: true,
    onDragStart(event: DragEvent) {
      event.dataTransfer.effectAllowed = "move";
      // Without data Firefox drags nothing; ours never leaves the window.
      event.dataTransfer.setData("application/x-binnacle", what.kind);
      drag(what);
    },
    onDragEnd: () => drag(null),
  };
}

/** The attributes of an element that takes what is dragged while `allowed`. */
export function useDropZone(allowed: boolean, drop: () => void) {
  const { drag } = useActions();
  const [isOver, setOver] = useState(false);
  return {
    "data-over": (allowed && isOver) || undefined,
    onDragOver(event: DragEvent) {
      setOver(true);
      if (!allowed) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
    },
    onDragLeave(event: DragEvent) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop(event: DragEvent) {
      setOver(false);
      if (!allowed) return;
      event.preventDefault();
      drop();
      drag(null);
    },
  };
}

/** Puts the dragged call through to the target, or the dragged favourite in its place. */
export function useTargetDrop(target: TransferTarget | null) {
  const { transfer, moveFavouriteTo } = useActions();
  const drop = useConsole((state) => target && dropOn(state, target));
  const phoneCallId = useConsole(draggedCall);
  const moved = useConsole(({ dragged }) => (dragged?.kind === "person" ? dragged.person : null));
  const whyNot = drop && whyNotOf(drop);
  const zone = useDropZone(drop !== null && whyNot === null, () => {
    const there = target && personOf(target);
    if (phoneCallId && target) transfer({ phoneCallId }, target);
    else if (moved && there) moveFavouriteTo(moved, there);
  });
  return { whyNot, zone: { ...zone, "data-drop": drop === null ? undefined : whyNot ? "no" : drop } };
}

const whyNotOf = (drop: Drop) => (drop === "transfer" || drop === "above" || drop === "below" ? null : drop);

import { createContext, useContext, useMemo } from "react";
import { useStore } from "zustand";
import { useClock } from "../kit/clock.ts";
import { type BoardFigures, boardFigures } from "./view-model/figures.ts";
import { ageOfFigures, type Staleness, silentSince, staleness } from "./view-model/staleness.ts";
import type { Wall, WallState } from "./view-model/wall.ts";

export const WallContext = createContext<Wall | null>(null);

export function useWallModel(): Wall {
  const wall = useContext(WallContext);
  if (!wall) throw new Error("a component of the wall display stands outside of it");
  return wall;
}

/** A part of what there is to see; drawn again when that part changed. The selector must not make new objects. */
export function useWall<T>(select: (state: WallState) => T): T {
  return useStore(useWallModel().store, select);
}

/** The figures of the chosen queues, made anew only when something they are made of changed. */
export function useFigures(): BoardFigures {
  const board = useWall((state) => state.board);
  const queues = useWall((state) => state.queues);
  const colleagues = useWall((state) => state.colleagues);
  const tallies = useWall((state) => state.tallies);
  const language = useWall((state) => state.settings.language);
  return useMemo(
    () => boardFigures({ board, queues, colleagues, tallies }, language),
    [board, queues, colleagues, tallies, language],
  );
}

/** When the figures were last to be believed; null: now. */
export const useSilentSince = (): number | null => useWall(silentSince);

export function useStaleness(): Staleness {
  const since = useSilentSince();
  return useClock((now) => staleness(ageOfFigures(since, now)));
}

/** The clock of the figures: it stands still where the telephone system fell silent, since nobody knows how it went on. */
export function useFigureClock<T extends string | number | boolean | null>(read: (now: number) => T): T {
  const since = useSilentSince();
  return useClock((now) => read(since ?? now));
}

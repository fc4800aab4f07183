import { useConsole } from "./context.ts";

/** How high a row of one line is drawn, px: as much as `--row` is in the person's density. */
export const useRowHeightPx = (): number =>
  useConsole((state) => (state.settings.density === "compact" ? 28 : 40));

import { useActions, useConsole } from "../../console/context.ts";
import { useBridge, useBridgeModel } from "../context.ts";
import type { Page } from "../view-model/bridge-model.ts";

/** The page that is shown. Who searches or chooses somebody looks at the colleagues, and is back afterwards. */
export function useShownPage(): Page {
  const page = useBridge((state) => state.page);
  const looking = useConsole(({ search, chosen }) => search.text !== "" || chosen !== null);
  return looking ? "colleagues" : page;
}

/** Goes to a page. Away from the colleagues nobody stays chosen: a call must not go to somebody out of sight. */
export function useGoTo(): (page: Page) => void {
  const { show } = useBridgeModel();
  const { clearSearch } = useActions();
  return (page) => {
    if (page !== "colleagues") clearSearch();
    show(page);
  };
}

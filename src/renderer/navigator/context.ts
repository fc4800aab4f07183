import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { NavigatorActions } from "./view-model/actions.ts";
import type { Navigator } from "./view-model/navigator.ts";
import type { NavigatorState } from "./view-model/state.ts";

export const NavigatorContext = createContext<Navigator | null>(null);

function useModel(): Navigator {
  const navigator = useContext(NavigatorContext);
  if (!navigator) throw new Error("a component of Navigator stands outside of it");
  return navigator;
}

/** A part of what there is to see; drawn again when that part changed. The selector must not make new objects. */
export function useNavigator<T>(select: (state: NavigatorState) => T): T {
  return useStore(useModel().store, select);
}

export const useActions = (): NavigatorActions => useModel().actions;

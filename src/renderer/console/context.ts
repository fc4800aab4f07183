import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { ConsoleActions } from "./view-model/actions.ts";
import type { ConsoleModel } from "./view-model/console-model.ts";
import type { ConsoleState } from "./view-model/state.ts";

export const ConsoleContext = createContext<ConsoleModel | null>(null);

function useModel(): ConsoleModel {
  const model = useContext(ConsoleContext);
  if (!model) throw new Error("a component of the console stands outside of it");
  return model;
}

/** A part of what there is to see; drawn again when that part changed. The selector must not make new objects. */
export function useConsole<T>(select: (state: ConsoleState) => T): T {
  return useStore(useModel().store, select);
}

export const useActions = (): ConsoleActions => useModel().actions;

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { BridgeModel, BridgeState } from "./view-model/bridge-model.ts";

export const BridgeContext = createContext<BridgeModel | null>(null);

export function useBridgeModel(): BridgeModel {
  const model = useContext(BridgeContext);
  if (!model) throw new Error("a component of Bridge stands outside of it");
  return model;
}

/** A part of what there is to see; drawn again when that part changed. The selector must not make new objects. */
export function useBridge<T>(select: (state: BridgeState) => T): T {
  return useStore(useBridgeModel().store, select);
}

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Link } from "../../link/link.ts";
import { type ConsoleActions, createActions } from "./actions.ts";
import { followFeed } from "./feed.ts";
import { type ConsoleState, initialState } from "./state.ts";

/** The console without its looks: what a person at Navigator or Bridge sees of calls and colleagues, and what can be done. */
export interface ConsoleModel {
  readonly store: StoreApi<ConsoleState>;
  readonly actions: ConsoleActions;
  stop(): void;
}

const keptSentences = 5;

export function createConsole(link: Link): ConsoleModel {
  const store = createStore<ConsoleState>(() => initialState);
  let lastSentence = 0;
  const say = (texts: readonly string[]) => {
    if (texts.length === 0) return;
    const news = texts.map((text) => {
      lastSentence += 1;
      return { id: lastSentence, text };
    });
    store.setState(({ sentences }) => ({ sentences: [...sentences, ...news].slice(-keptSentences) }));
  };
  const stop = followFeed(link, store, say);
  return { store, actions: createActions(link, store, say), stop };
}

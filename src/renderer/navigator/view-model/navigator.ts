import { createStore, type StoreApi } from "zustand/vanilla";
import type { Link } from "../../link/link.ts";
import { createActions, type NavigatorActions } from "./actions.ts";
import { followFeed } from "./feed.ts";
import { initialState, type NavigatorState } from "./state.ts";

/** Navigator without its looks: what there is to see, and what can be done. */
export interface Navigator {
  readonly store: StoreApi<NavigatorState>;
  readonly actions: NavigatorActions;
  stop(): void;
}

const keptSentences = 5;

export function createNavigator(link: Link): Navigator {
  const store = createStore<NavigatorState>(() => initialState);
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
  return { store, actions: createActions(link, store), stop };
}

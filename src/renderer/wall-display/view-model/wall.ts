import { createStore, type StoreApi } from "zustand/vanilla";
import type { RequestInput } from "../../../shared/contract/requests.ts";
import { type Board, defaultBoard } from "../../../shared/model/board.ts";
import type { Colleague } from "../../../shared/model/colleague.ts";
import type { Completeness } from "../../../shared/model/completeness.ts";
import {
  type Connection,
  defaultSettings,
  type Identity,
  type RefusalCode,
  type Settings,
} from "../../../shared/model/product-state.ts";
import type { Queue } from "../../../shared/model/queue.ts";
import { allIsKept, type StorageHealth } from "../../../shared/model/storage.ts";
import type { QueueQuarters, QueueTallies } from "../../../shared/model/visits.ts";
import type { Link } from "../../link/link.ts";

/** Everything that the wall display shows. What main publishes is taken over as it is; the rest is the window's own. */
export interface WallState {
  /** When this window lost main; null while it reaches it. */
  readonly lostAt: number | null;
  /** null: nothing heard of main yet. */
  readonly connection: Connection | null;
  readonly identity: Identity | null;
  readonly settings: Settings;
  readonly board: Board;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly colleagues: ReadonlyMap<string, Colleague>;
  readonly tallies: ReadonlyMap<string, QueueTallies>;
  readonly quarters: ReadonlyMap<string, QueueQuarters>;
  /** null: nothing told yet. */
  readonly completeness: Completeness | null;
  readonly storage: StorageHealth;
  readonly dialogIsOpen: boolean;
  readonly saving: boolean;
  /** Why the board that was last to be saved was refused. */
  readonly refusal: RefusalCode | null;
}

/** The wall display without its looks: what there is to see, and what can be done. */
export interface Wall {
  readonly store: StoreApi<WallState>;
  openDialog(): void;
  closeDialog(): void;
  /**
   * Closes the dialog once all is taken; otherwise the refusal stands in it. Service levels are the queues' own and count on every
   * board: only those that differ are asked for.
   */
  changeBoard(
    change: RequestInput<"board.change">,
    serviceLevels: readonly RequestInput<"queue.set-service-level">[],
  ): Promise<void>;
}

const initialState: WallState = {
  lostAt: null,
  connection: null,
  identity: null,
  settings: defaultSettings,
  board: defaultBoard,
  queues: new Map(),
  colleagues: new Map(),
  tallies: new Map(),
  quarters: new Map(),
  completeness: null,
  storage: allIsKept,
  dialogIsOpen: false,
  saving: false,
  refusal: null,
};

export function createWall(link: Link): Wall {
  const store = createStore<WallState>(() => initialState);
  const set = store.setState;
  link.onState((state) => {
    const { lostAt } = store.getState();
    set({ lostAt: state === "connected" ? null : (lostAt ?? Date.now()) });
  });
  link.follow("connection", (connection) => set({ connection }));
  link.follow("identity", (identity) => set({ identity }));
  link.follow("settings", (settings) => set({ settings }));
  link.follow("board", (board) => set({ board }));
  link.follow("queues", (queues) => set({ queues }));
  link.follow("colleagues", (colleagues) => set({ colleagues }));
  link.follow("tallies", (tallies) => set({ tallies }));
  link.follow("quarters", (quarters) => set({ quarters }));
  link.follow("completeness", (completeness) => set({ completeness }));
  link.follow("storage", (storage) => set({ storage }));
  return {
    store,
    openDialog: () => set({ dialogIsOpen: true, refusal: null }),
    closeDialog: () => set({ dialogIsOpen: false }),
    async changeBoard(change, serviceLevels) {
      set({ saving: true, refusal: null });
      const { tallies } = store.getState();
      const differing = serviceLevels.filter(
        ({ queueId, serviceLevelMs }) => tallies.get(queueId)?.serviceLevelMs !== serviceLevelMs,
      );
      const results = await Promise.all([
        link.request("board.change", change),
        ...differing.map((level) => link.request("queue.set-service-level", level)),
      ]);
      const refused = results.find((result) => !result.ok);
      set(
        refused ? { saving: false, refusal: refused.refusal.code } : { saving: false, dialogIsOpen: false },
      );
    },
  };
}

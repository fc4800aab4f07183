import type { StreamFrame, StreamItem } from "../../shared/contract/streams.ts";
import type { FavouriteId, ImportId } from "../../shared/model/contact.ts";
import { createRowStream, type Followers } from "./row-stream.ts";

/** Streams whose rows are not made of the store's. */
export interface ToldRows {
  readonly favourites: readonly StreamItem<"favourites">[];
  readonly "contact-imports": readonly StreamItem<"contact-imports">[];
}

export type ToldStream = keyof ToldRows;

/** Keeps what was told last, and tells what differs. */
export function createToldRows(followers: () => Followers) {
  const favourites = createRowStream<StreamItem<"favourites">, FavouriteId>(followers());
  const imports = createRowStream<StreamItem<"contact-imports">, ImportId>(followers());
  return {
    set(rows: ToldRows): void {
      favourites.replace(new Map(rows.favourites.map((row) => [row.favouriteId, row])));
      imports.replace(new Map(rows["contact-imports"].map((row) => [row.importId, row])));
    },
    follow: (stream: ToldStream, listener: (frame: StreamFrame) => void): (() => void) =>
      (stream === "favourites" ? favourites : imports).follow(listener),
  };
}

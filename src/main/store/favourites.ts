import type { Database } from "better-sqlite3";
import { type ContactId, FavouriteId } from "../../shared/model/contact.ts";
import type { UserId } from "../../shared/model/ids.ts";

export type FavouriteWho = { readonly userId: UserId } | { readonly contactId: ContactId };

export interface StoredFavourite {
  readonly favouriteId: FavouriteId;
  readonly who: FavouriteWho;
  readonly group: string;
  readonly position: number;
}

/** Who is kept at hand. Positions of a group count from 0 without gaps. */
export interface Favourites {
  favourites(): readonly StoredFavourite[];
  /** At the end of the group where no position is given. */
  putFavourite(who: FavouriteWho, group: string, position: number | null): void;
  removeFavourite(favouriteId: FavouriteId): void;
}

export function createFavourites(database: Database): Favourites {
  const all = database.prepare<[], FavouriteRow>("SELECT * FROM favourites ORDER BY in_group, position");
  const write = database.prepare("INSERT OR REPLACE INTO favourites VALUES (?, ?, ?, ?, ?)");
  const remove = database.prepare("DELETE FROM favourites WHERE favourite_id = ?");

  const favourites = () =>
    all.all().map(
      (row): StoredFavourite => ({
        favouriteId: row.favourite_id,
        who: row.user_id === null ? { contactId: row.contact_id as ContactId } : { userId: row.user_id },
        group: row.in_group,
        position: row.position,
      }),
    );

  const writeGroup = (group: string, members: readonly StoredFavourite[]) => {
    members.forEach(({ favouriteId, who }, position) => {
      const [userId, contactId] = "userId" in who ? [who.userId, null] : [null, who.contactId];
      write.run(favouriteId, userId, contactId, group, position);
    });
  };
  const inGroup = (group: string, but: FavouriteId) =>
    favourites().filter((each) => each.group === group && each.favouriteId !== but);

  return {
    favourites,
    putFavourite: database.transaction((who: FavouriteWho, group: string, position: number | null) => {
      const favouriteId = FavouriteId.parse(
        "userId" in who ? `user ${who.userId}` : `contact ${who.contactId}`,
      );
      const before = favourites().find((each) => each.favouriteId === favouriteId);
      remove.run(favouriteId);
      if (before && before.group !== group) writeGroup(before.group, inGroup(before.group, favouriteId));
      const others = inGroup(group, favouriteId);
      const at = Math.min(position ?? others.length, others.length);
      writeGroup(group, others.toSpliced(at, 0, { favouriteId, who, group, position: at }));
    }),
    removeFavourite: database.transaction((favouriteId: FavouriteId) => {
      const before = favourites().find((each) => each.favouriteId === favouriteId);
      remove.run(favouriteId);
      if (before) writeGroup(before.group, inGroup(before.group, favouriteId));
    }),
  };
}

interface FavouriteRow {
  readonly favourite_id: FavouriteId;
  readonly user_id: UserId | null;
  readonly contact_id: string | null;
  readonly in_group: string;
  readonly position: number;
}

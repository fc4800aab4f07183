import type { UserId } from "../../shared/model/ids.ts";
import type { StoredUser } from "./rows.ts";

/** Users by their id and by extension; an extension is the user's who got it last. */
export interface LiveUsers {
  readonly byId: ReadonlyMap<UserId, StoredUser>;
  ofExtension(extension: string): StoredUser | null;
  put(user: StoredUser): void;
  remove(userId: UserId): void;
}

export function createLiveUsers(): LiveUsers {
  const byId = new Map<UserId, StoredUser>();
  const byExtension = new Map<string, UserId>();

  function remove(userId: UserId): void {
    for (const extension of byId.get(userId)?.extensions ?? [])
      if (byExtension.get(extension) === userId) byExtension.delete(extension);
    byId.delete(userId);
  }

  return {
    byId,
    ofExtension(extension) {
      const userId = byExtension.get(extension);
      return (userId !== undefined && byId.get(userId)) || null;
    },
    put(user) {
      const before = byId.get(user.userId);
      if (before && !sameExtensions(before, user)) remove(user.userId);
      if (!before || !sameExtensions(before, user))
        for (const extension of user.extensions) byExtension.set(extension, user.userId);
      byId.set(user.userId, user);
    },
    remove,
  };
}

export const sameExtensions = (
  one: Pick<StoredUser, "extensions">,
  other: Pick<StoredUser, "extensions">,
): boolean => one.extensions.join(" ") === other.extensions.join(" ");

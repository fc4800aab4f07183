import type { UserId } from "../../shared/model/ids.ts";
import type { StoredCall, StoreReader } from "../store/rows.ts";

/**
 * The call that rings at this colleague, the longest; where a queue offers him one, the ring of it. null: nothing rings there. A phone
 * that rings for whom its own user dials ("dialler") is none.
 */
export function ringingAt(userId: UserId, reader: Pick<StoreReader, "callsOf">): StoredCall | null {
  const rings = reader.callsOf(userId).filter(({ source, destination: { kind, state, ...at } }) => {
    const isHis = kind === "user" && "userId" in at && at.userId === userId;
    return isHis && (state === "ringing" || state === "connecting") && source.kind !== "dialplan";
  });
  const since = ({ destination }: StoredCall) => destination.createdAt ?? 0;
  return rings.reduce<StoredCall | null>(
    (best, call) => (best && since(best) <= since(call) ? best : call),
    null,
  );
}

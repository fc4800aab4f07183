import type { ReceiveCalls, User } from "../../src/exchange/pbx/company.ts";
import type { Pbx } from "../../src/exchange/pbx/pbx.ts";
import { seededRandom } from "../../src/exchange/pbx/random.ts";

const NEXT: Record<ReceiveCalls, ReceiveCalls> = { ALL: "ONLY_DIRECT", ONLY_DIRECT: "NONE", NONE: "ALL" };

/** From now on the statuses of these people, whom chance picks, change so often; the answer ends it and tells how many there were. */
export function changeStates(pbx: Pbx, users: readonly User[], perSecond: number): () => number {
  const random = seededRandom(1);
  const began = performance.now();
  let changes = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - began) / 1_000) * perSecond;
    for (; changes < due; changes += 1) {
      const user = random.pick(users);
      pbx.people.setStatus(user, NEXT[user.receiveCalls]);
    }
  }, 5);
  return () => {
    clearInterval(timer);
    return changes;
  };
}

import type { HistoryWriter } from "../store/history-rows.ts";
import type { Store, StoreWriter } from "../store/rows.ts";
import type { VisitWriter } from "../store/visit-rows.ts";
import { type LiveChange, membershipId, type OnlyThese } from "./live-change.ts";

/** Everything that changes the live state; what is not of it is left out by name, so that what is new must be thought of. */
type Recorded = Omit<
  StoreWriter,
  | Exclude<keyof VisitWriter, "setLedgerOf">
  | keyof HistoryWriter
  | "setDepartment"
  | "setExternalNumbers"
  | "setPhoneCalls"
>;

/**
 * The same store, which tells how its live state changes: what is told has happened, in this order, and what came twice, late or in the
 * wrong order no longer matters.
 */
export function recordChanges(
  store: Store,
  tell: (changes: readonly (LiveChange | OnlyThese)[]) => void,
): Store {
  let made: (LiveChange | OnlyThese)[] = [];
  let atWork = false;

  function told(): void {
    if (atWork || made.length === 0) return;
    const changes = made;
    made = [];
    tell(changes);
  }
  function note(...changes: readonly (LiveChange | OnlyThese)[]): void {
    made.push(...changes);
    told();
  }

  const recorded: Recorded = {
    transaction(name, run) {
      if (atWork) return store.transaction(name, run);
      atWork = true;
      try {
        return store.transaction(name, () => {
          // Where the file failed it runs a second time.
          made = [];
          return run();
        });
      } catch (cause) {
        made = [];
        throw cause;
      } finally {
        atWork = false;
        told();
      }
    },
    setLedgerOf(company) {
      store.setLedgerOf(company);
      note(["owner", "", JSON.stringify([company, store.account()])]);
    },
    setMe(userId) {
      store.setMe(userId);
      note(["me", "", userId]);
    },
    putUser(user) {
      store.putUser(user);
      note(["user", user.userId, user]);
    },
    removeUser(userId) {
      store.removeUser(userId);
      note(["user", userId, null]);
    },
    putQueue(queue) {
      store.putQueue(queue);
      note(["queue", queue.queueId, queue]);
    },
    removeQueue(queueId) {
      store.removeQueue(queueId);
      note(["queue", queueId, null]);
    },
    putMembership(membership) {
      store.putMembership(membership);
      note(["membership", membershipId(membership), membership]);
    },
    removeMembership(queueId, userId) {
      store.removeMembership(queueId, userId);
      note(["membership", membershipId({ queueId, userId }), null]);
    },
    putCall(call) {
      store.putCall(call);
      note(["call", call.callId, call]);
    },
    removeCall(callId) {
      store.removeCall(callId);
      note(["call", callId, null]);
    },
    keepOnly(what) {
      store.keepOnly(what);
      note(
        { only: "user", ids: new Set(what.userIds) },
        { only: "queue", ids: new Set(what.queueIds) },
        { only: "call", ids: new Set(what.callIds) },
        { only: "membership", ids: new Set(what.memberships.map(membershipId)) },
      );
      for (const membership of what.memberships) note(["membership", membershipId(membership), membership]);
    },
    setSwitches(switches) {
      store.setSwitches(switches);
      note({ only: "switch", ids: new Set(switches.map(({ switchId }) => switchId)) });
      for (const each of switches) note(["switch", each.switchId, each]);
    },
  };
  return { ...store, ...recorded };
}

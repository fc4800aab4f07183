import { isDeepStrictEqual } from "node:util";
import type { Database } from "better-sqlite3";
import type { Membership } from "../../shared/model/feed.ts";
import { significantDigits } from "../../shared/model/phone-number.ts";
import { foldText } from "./directory-search.ts";
import type { HistoryWriter } from "./history-rows.ts";
import type { Live } from "./live.ts";
import { sameExtensions } from "./live-users.ts";
import type { Transactions } from "./open-parts.ts";
import type { StoredUser, StoreWriter } from "./rows.ts";
import type { VisitWriter } from "./visit-rows.ts";

export interface Together {
  /** To be called around all that a transaction does. */
  together<T>(run: () => T): T;
}

/** Writes through: what changes in the tables of the live state changes in memory. */
export function createWriter(
  database: Database,
  live: Live,
): Omit<StoreWriter, keyof (VisitWriter & HistoryWriter & Transactions)> & Together {
  const setMe = database.prepare("INSERT OR REPLACE INTO session (one, user_id) VALUES (1, ?)");
  const putUser = database.prepare(`
    INSERT INTO users (user_id, name, folded_name, extensions, email, logged_in, status, status_label,
      in_wrap_up, wrap_up_call_id, wrap_up_ends_at)
    VALUES (@userId, @name, @foldedName, @extensions, @email, @loggedIn, @status, @statusLabel,
      @inWrapUp, @wrapUpCallId, @wrapUpEndsAt)
    ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, folded_name = excluded.folded_name,
      extensions = excluded.extensions, email = excluded.email, logged_in = excluded.logged_in,
      status = excluded.status, status_label = excluded.status_label, in_wrap_up = excluded.in_wrap_up,
      wrap_up_call_id = excluded.wrap_up_call_id, wrap_up_ends_at = excluded.wrap_up_ends_at`);
  const removeUser = database.prepare("DELETE FROM users WHERE user_id = ?");
  const putExtension = database.prepare("INSERT OR REPLACE INTO user_extensions VALUES (?, ?)");
  const removeExtensions = database.prepare("DELETE FROM user_extensions WHERE user_id = ?");
  const putQueue = database.prepare("INSERT OR REPLACE INTO queues VALUES (@queueId, @name)");
  const removeQueue = database.prepare("DELETE FROM queues WHERE queue_id = ?");
  const putMembership = database.prepare(
    "INSERT OR REPLACE INTO memberships VALUES (@queueId, @userId, @priority)",
  );
  const removeMembership = database.prepare("DELETE FROM memberships WHERE queue_id = ? AND user_id = ?");
  const setDepartment = database.prepare("UPDATE users SET department = ? WHERE user_id = ?");
  const clearExternalNumbers = database.prepare("DELETE FROM external_numbers");
  const putExternalNumber = database.prepare("INSERT OR REPLACE INTO external_numbers VALUES (?, ?)");
  const clearSwitches = database.prepare("DELETE FROM switches");
  const putSwitch = database.prepare("INSERT OR REPLACE INTO switches VALUES (?, ?)");

  const writer: ReturnType<typeof createWriter> = {
    together(run) {
      try {
        return live.state().calls.together(run);
      } catch (cause) {
        // The tables will be as they were before it.
        live.forget();
        throw cause;
      }
    },
    setMe(userId) {
      setMe.run(userId);
      live.state().me = userId;
    },
    putUser(user) {
      const { users } = live.state();
      const before = users.byId.get(user.userId);
      const after: StoredUser = { ...user, department: before?.department ?? null };
      // Most users of a snapshot are as they were.
      if (isDeepStrictEqual(before, after)) return;
      putUser.run({
        userId: user.userId,
        name: user.name,
        foldedName: foldText(user.name),
        extensions: user.extensions.join(" "),
        email: user.email,
        loggedIn: user.loggedIn === null ? null : Number(user.loggedIn),
        status: user.status,
        statusLabel: user.statusLabel,
        inWrapUp: user.wrapUp ? 1 : 0,
        wrapUpCallId: user.wrapUp?.callId ?? null,
        wrapUpEndsAt: user.wrapUp?.endsAt ?? null,
      });
      if (!before || !sameExtensions(before, after)) {
        removeExtensions.run(user.userId);
        for (const extension of user.extensions) putExtension.run(extension, user.userId);
      }
      users.put(after);
    },
    removeUser(userId) {
      removeUser.run(userId);
      removeExtensions.run(userId);
      live.state().users.remove(userId);
    },
    putQueue(queue) {
      putQueue.run(queue);
      live.state().queues.set(queue.queueId, queue);
    },
    removeQueue(queueId) {
      removeQueue.run(queueId);
      live.state().queues.delete(queueId);
    },
    putMembership(membership) {
      const known = live.state().memberships.get(membership.queueId, membership.userId);
      // Most memberships of a snapshot are as they were.
      if (known?.priority === membership.priority) return;
      putMembership.run(membership);
      live.state().memberships.put(membership);
    },
    removeMembership(queueId, userId) {
      removeMembership.run(queueId, userId);
      live.state().memberships.remove(queueId, userId);
    },
    putCall: (call) => live.state().calls.put(call),
    removeCall(callId) {
      const { calls, visits, offers } = live.state();
      calls.remove(callId);
      visits.delete(callId);
      offers.delete(callId);
    },
    keepOnly(kept) {
      const { users, queues, memberships, calls } = live.state();
      const gone = <Id>(known: Iterable<Id>, ids: readonly Id[]) => {
        const keep = new Set(ids);
        return [...known].filter((id) => !keep.has(id));
      };
      gone(users.byId.keys(), kept.userIds).forEach(writer.removeUser);
      gone(queues.keys(), kept.queueIds).forEach(writer.removeQueue);
      gone(calls.byId.keys(), kept.callIds).forEach(writer.removeCall);
      const stay = new Set<Membership>();
      for (const membership of kept.memberships) {
        const known = memberships.get(membership.queueId, membership.userId);
        const same = known?.priority === membership.priority;
        if (!same) writer.putMembership(membership);
        stay.add(same ? known : membership);
      }
      for (const membership of memberships.all())
        if (!stay.has(membership)) writer.removeMembership(membership.queueId, membership.userId);
    },
    setDepartment(userId, department) {
      const { users } = live.state();
      const user = users.byId.get(userId);
      if (!user || user.department === department) return;
      setDepartment.run(department, userId);
      users.put({ ...user, department });
    },
    setExternalNumbers(numbers) {
      const { externalNumbers } = live.state();
      clearExternalNumbers.run();
      externalNumbers.clear();
      for (const { number, name } of numbers) {
        const digits = significantDigits(number);
        putExternalNumber.run(digits, name);
        externalNumbers.set(digits, name);
      }
    },
    setSwitches(switches) {
      clearSwitches.run();
      for (const each of switches) putSwitch.run(each.switchId, JSON.stringify(each));
    },
    setPhoneCalls: (calls) => live.state().calls.setPhoneCalls(calls),
  };
  return writer;
}

import type { Database } from "better-sqlite3";
import { significantDigits } from "../../shared/model/phone-number.ts";
import { foldText } from "./directory-search.ts";
import type { HistoryWriter } from "./history-rows.ts";
import type { StoreWriter } from "./rows.ts";
import type { VisitWriter } from "./visit-rows.ts";

export function createWriter(database: Database): Omit<StoreWriter, keyof (VisitWriter & HistoryWriter)> {
  const setMe = database.prepare("INSERT OR REPLACE INTO session (one, user_id) VALUES (1, ?)");
  const putUser = database.prepare(`
    INSERT INTO users (user_id, name, folded_name, extensions, email, logged_in, status, status_label,
      in_wrap_up, wrap_up_call_id, wrap_up_ends_at)
    VALUES (@userId, @name, @foldedName, @extensions, @email, @loggedIn, @status, @statusLabel,
      @inWrapUp, @wrapUpCallId, @wrapUpEndsAt)
    ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, folded_name = excluded.folded_name,
      extensions = excluded.extensions, email = excluded.email, logged_in = excluded.logged_in,
      status = excluded.status, status_label = excluded.status_label, in_wrap_up = excluded.in_wrap_up,
      wrap_up_call_id = excluded.wrap_up_call_id, wrap_up_ends_at = excluded.wrap_up_ends_at
    WHERE (users.name, users.extensions, users.email, users.logged_in, users.status, users.status_label,
        users.in_wrap_up, users.wrap_up_call_id, users.wrap_up_ends_at)
      IS NOT (excluded.name, excluded.extensions, excluded.email, excluded.logged_in, excluded.status,
        excluded.status_label, excluded.in_wrap_up, excluded.wrap_up_call_id, excluded.wrap_up_ends_at)`);
  const removeUser = database.prepare("DELETE FROM users WHERE user_id = ?");
  const putExtension = database.prepare("INSERT OR REPLACE INTO user_extensions VALUES (?, ?)");
  const removeExtensions = database.prepare("DELETE FROM user_extensions WHERE user_id = ?");
  const putQueue = database.prepare("INSERT OR REPLACE INTO queues VALUES (@queueId, @name)");
  const removeQueue = database.prepare("DELETE FROM queues WHERE queue_id = ?");
  const putMembership = database.prepare(
    "INSERT OR REPLACE INTO memberships VALUES (@queueId, @userId, @priority)",
  );
  const removeMembership = database.prepare("DELETE FROM memberships WHERE queue_id = ? AND user_id = ?");
  const removeMemberships = database.prepare("DELETE FROM memberships");
  const putCall = database.prepare(`
    INSERT OR REPLACE INTO calls (call_id, parent_call_id, source, destination, dialled_number, queue_id,
      queue_entered_at)
    VALUES (@callId, @parentCallId, @source, @destination, @dialledNumber, @queueId, @queueEnteredAt)`);
  const removeCall = database.prepare("DELETE FROM calls WHERE call_id = ?");
  const keepUsers = database.prepare(
    "DELETE FROM users WHERE user_id NOT IN (SELECT value FROM json_each(?))",
  );
  const keepExtensions = database.prepare(
    "DELETE FROM user_extensions WHERE user_id NOT IN (SELECT user_id FROM users)",
  );
  const keepQueues = database.prepare(
    "DELETE FROM queues WHERE queue_id NOT IN (SELECT value FROM json_each(?))",
  );
  const keepCalls = database.prepare(
    "DELETE FROM calls WHERE call_id NOT IN (SELECT value FROM json_each(?))",
  );
  const clearDepartments = database.prepare(
    "UPDATE users SET department = NULL WHERE user_id NOT IN (SELECT value FROM json_each(?))",
  );
  const setDepartment = database.prepare(
    "UPDATE users SET department = @department WHERE user_id = @userId AND department IS NOT @department",
  );
  const clearExternalNumbers = database.prepare("DELETE FROM external_numbers");
  const putExternalNumber = database.prepare("INSERT OR REPLACE INTO external_numbers VALUES (?, ?)");
  const clearSwitches = database.prepare("DELETE FROM switches");
  const putSwitch = database.prepare("INSERT OR REPLACE INTO switches VALUES (?, ?)");
  const clearPhoneCalls = database.prepare("DELETE FROM phone_calls");
  const putPhoneCall = database.prepare("INSERT OR REPLACE INTO phone_calls VALUES (?, ?, ?)");

  return {
    transaction: (_, run) => database.transaction(run)(),
    setMe: (userId) => void setMe.run(userId),
    putUser(user) {
      const { changes } = putUser.run({
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
      // Most users of a snapshot are as they were.
      if (changes === 0) return;
      removeExtensions.run(user.userId);
      for (const extension of user.extensions) putExtension.run(extension, user.userId);
    },
    removeUser(userId) {
      removeUser.run(userId);
      removeExtensions.run(userId);
    },
    putQueue: (queue) => void putQueue.run(queue),
    removeQueue: (queueId) => void removeQueue.run(queueId),
    putMembership: (membership) => void putMembership.run(membership),
    removeMembership: (queueId, userId) => void removeMembership.run(queueId, userId),
    putCall(call) {
      putCall.run({
        callId: call.callId,
        parentCallId: call.parentCallId,
        source: JSON.stringify(call.source),
        destination: JSON.stringify(call.destination),
        dialledNumber: call.dialledNumber,
        queueId: call.queue?.queueId ?? null,
        queueEnteredAt: call.queue?.enteredAt ?? null,
      });
    },
    removeCall: (callId) => void removeCall.run(callId),
    keepOnly({ userIds, queueIds, memberships, callIds }) {
      keepUsers.run(JSON.stringify(userIds));
      keepExtensions.run();
      keepQueues.run(JSON.stringify(queueIds));
      keepCalls.run(JSON.stringify(callIds));
      removeMemberships.run();
      for (const membership of memberships) putMembership.run(membership);
    },
    setDepartments(departments) {
      clearDepartments.run(JSON.stringify([...departments.keys()]));
      for (const [userId, department] of departments) setDepartment.run({ userId, department });
    },
    setExternalNumbers(numbers) {
      clearExternalNumbers.run();
      for (const { number, name } of numbers) putExternalNumber.run(significantDigits(number), name);
    },
    setSwitches(switches) {
      clearSwitches.run();
      for (const each of switches) putSwitch.run(each.switchId, JSON.stringify(each));
    },
    setPhoneCalls(calls) {
      clearPhoneCalls.run();
      for (const { phoneCall, callId } of calls)
        putPhoneCall.run(phoneCall.phoneCallId, callId, JSON.stringify(phoneCall));
    },
  };
}

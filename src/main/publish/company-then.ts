import type { CompanyThen } from "../../shared/model/company-then.ts";
import type { Masking } from "../../shared/model/masking.ts";
import type { StoreReader } from "../store/rows.ts";
import { colleagueRow } from "./colleague-row.ts";
import { liveCallRow } from "./live-call-rows.ts";
import { maskedColleague, maskedLiveCall } from "./masked.ts";
import { queueRow } from "./queue-row.ts";

/** What the streams would have told then. Departments and the names of numbers are those of `now`. */
export function companyThen(then: StoreReader, now: StoreReader, masking: Masking): CompanyThen {
  const { externalNumberName, contactName } = now;
  const reader: StoreReader = { ...then, externalNumberName, contactName };
  return {
    colleagues: then.userIds().flatMap((userId) => {
      const row = colleagueRow(userId, reader);
      const department = now.user(userId)?.department ?? null;
      return row ? maskedColleague({ ...row, department }, masking, then.me()) : [];
    }),
    queues: then.queueIds().flatMap((queueId) => queueRow(queueId, reader, false) ?? []),
    liveCalls: then.calls().flatMap(({ callId }) => {
      const row = liveCallRow(callId, reader);
      return row ? maskedLiveCall(row, masking, reader) : [];
    }),
    switches: then.switches(),
  };
}

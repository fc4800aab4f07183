import type { RequestInput } from "../shared/contract/requests.ts";
import { success } from "../shared/model/result.ts";
import { type Touched, untouched } from "./store/touched.ts";
import type { UserData } from "./store/user-data.ts";
import type { Clock } from "./support/clock.ts";

/** What is written of calls and colleagues: one function for each request, with its name. */
export function createRemarks(options: {
  userData: Pick<UserData, "writeNote" | "writeColleagueNote">;
  clock: Clock;
  touched(touched: Touched): void;
}) {
  const { userData, clock, touched } = options;
  return {
    "note.write"({ callId, text }: RequestInput<"note.write">) {
      userData.writeNote(callId, text, clock.now());
      touched({ ...untouched, history: true });
      return success({});
    },
    "colleague-note.write"({ userId, text }: RequestInput<"colleague-note.write">) {
      userData.writeColleagueNote(userId, text, clock.now());
      touched({ ...untouched, userIds: new Set([userId]) });
      return success({});
    },
  };
}

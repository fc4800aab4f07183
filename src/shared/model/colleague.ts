import { z } from "zod";
import { Instant, QueueId, UserId } from "./ids.ts";
import { Party } from "./party.ts";

/** A remark, not a letter: "back at 14:00". */
export const longestColleagueNote = 200;

/** The server's three user statuses (core API `receiveCalls`), global over all queues. */
export const UserStatus = z.enum(["available", "no-queue-calls", "no-calls"]);
export type UserStatus = z.infer<typeof UserStatus>;

/** A colleague with the four facts of availability, none of which hides another; null is "not known". */
export const Colleague = z
  .object({
    userId: UserId,
    name: z.string(),
    extension: z.string().nullable(),
    department: z.string().nullable(),
    email: z.string().nullable(),
    loggedIn: z.boolean().nullable(),
    call: z
      .object({
        state: z.enum(["ringing", "talking", "on-hold"]),
        since: Instant,
        party: Party.nullable(),
      })
      .readonly()
      .nullable(),
    status: UserStatus.nullable(),
    /** The status in the server's own words, where it is one we do not know. */
    statusLabel: z.string().nullable(),
    /** endsAt null: until ended by hand. */
    wrapUp: z.object({ endsAt: Instant.nullable() }).readonly().nullable(),
    /** What was written of this colleague here; empty: nothing. */
    note: z.string(),
    queueIds: z.array(QueueId).readonly(),
    /** Since when the four facts are as they are; null: since before we came. */
    since: Instant.nullable(),
  })
  .readonly();
export type Colleague = z.infer<typeof Colleague>;

/** The one state that a row's icon shows; words beside it tell the rest. */
export type Presence =
  | "logged-out"
  | "ringing"
  | "talking"
  | "on-hold"
  | "wrap-up"
  | "no-calls"
  | "no-queue-calls"
  | "free"
  | "unknown";

/** What matters first to somebody who wants to reach this colleague now. */
export function presenceOf(colleague: Colleague): Presence {
  if (colleague.call) return colleague.call.state;
  if (colleague.loggedIn === false) return "logged-out";
  if (colleague.wrapUp) return "wrap-up";
  if (colleague.status === "no-calls" || colleague.status === "no-queue-calls") return colleague.status;
  if (colleague.loggedIn === null) return "unknown";
  return "free";
}

import { z } from "zod";
import { UserId } from "./ids.ts";

/**
 * What somebody who is logged in on a phone is at, one at a time: a call goes before wrap-up, and that before the status. A phone that rings
 * is no call yet, one on hold still is.
 */
export const AgentState = z.enum(["in-call", "wrap-up", "available", "no-queue-calls", "no-calls"]);
export type AgentState = z.infer<typeof AgentState>;

const Length = z.int().nonnegative();

/** How long an agent was at what, of a time of which only what was seen is counted. */
export const AgentTimes = z
  .object({
    userId: UserId,
    inCallMs: Length,
    wrapUpMs: Length,
    availableMs: Length,
    noQueueCallsMs: Length,
    noCallsMs: Length,
    /** Of 1: (in call + wrap-up) ÷ (logged in − no calls); null: he was not there for calls at all. */
    occupancy: z.number().nullable(),
  })
  .readonly();
export type AgentTimes = z.infer<typeof AgentTimes>;

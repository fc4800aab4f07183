import { z } from "zod";
import { Instant, QueueId, SwitchId } from "./ids.ts";

/** One queue as the strip at the foot of Navigator shows it. */
export const Queue = z
  .object({
    queueId: QueueId,
    name: z.string(),
    waiting: z.int().nonnegative(),
    oldestWaitingSince: Instant.nullable(),
    /** Members logged in on a phone. */
    agentsLoggedIn: z.int().nonnegative(),
    /** Members that could take a call now: logged in, Available, not in wrap-up, not in a call. */
    agentsFree: z.int().nonnegative(),
    /** My membership; null: I am not in this queue. */
    myPriority: z.int().nullable(),
    /** Whether our phone answers its calls by itself. */
    autoAnswer: z.boolean(),
  })
  .readonly();
export type Queue = z.infer<typeof Queue>;

/** A switch of the dial plan, such as day/night; settings are numbered from 1 by the platform. */
export const CallFlowSwitch = z
  .object({
    switchId: SwitchId,
    name: z.string(),
    setting: z.int(),
    settings: z.array(z.object({ setting: z.int(), label: z.string() }).readonly()).readonly(),
  })
  .readonly();
export type CallFlowSwitch = z.infer<typeof CallFlowSwitch>;

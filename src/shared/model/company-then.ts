import { z } from "zod";
import { LiveCall } from "./calls.ts";
import { Colleague } from "./colleague.ts";
import { CallFlowSwitch, Queue } from "./queue.ts";

/** The company as it was at a moment of the past, in the rows that windows know; numbers are masked by the rule of today. */
export const CompanyThen = z
  .object({
    colleagues: z.array(Colleague).readonly(),
    queues: z.array(Queue).readonly(),
    liveCalls: z.array(LiveCall).readonly(),
    switches: z.array(CallFlowSwitch).readonly(),
  })
  .readonly();
export type CompanyThen = z.infer<typeof CompanyThen>;

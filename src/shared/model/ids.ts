import { z } from "zod";

/** Ids are the platform's own strings: opaque, never parsed, never put raw into a path (core ids may contain "/"). */
export const UserId = z.string().min(1).brand("UserId");
export type UserId = z.infer<typeof UserId>;

export const QueueId = z.string().min(1).brand("QueueId");
export type QueueId = z.infer<typeof QueueId>;

/** A call of the feed. */
export const CallId = z.string().min(1).brand("CallId");
export type CallId = z.infer<typeof CallId>;

/** A call of our own phone (one SIP dialog). */
export const PhoneCallId = z.string().min(1).brand("PhoneCallId");
export type PhoneCallId = z.infer<typeof PhoneCallId>;

/** A line in the callers pane: the waiting call's id, or the phone call's where the feed knows no call. */
export const CallerId = z.string().min(1).brand("CallerId");
export type CallerId = z.infer<typeof CallerId>;

/** A line of the history. */
export const HistoryId = z.string().min(1).brand("HistoryId");
export type HistoryId = z.infer<typeof HistoryId>;

export const SwitchId = z.string().min(1).brand("SwitchId");
export type SwitchId = z.infer<typeof SwitchId>;

/** Epoch milliseconds by this machine's clock; the wire's seconds and the server's offset are converted at the edge. */
export const Instant = z.int();
export type Instant = z.infer<typeof Instant>;

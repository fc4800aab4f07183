import { z } from "zod";
import { Instant, UserId } from "./ids.ts";
import { Masking } from "./masking.ts";

/** Why something that a person asked for was not done. The sentence for it is the message `refusal.<code>`. */
export const RefusalCode = z.enum([
  "bad-request",
  "unknown-request",
  "not-signed-in",
  "wrong-password",
  "no-such-server",
  "server-unreachable",
  "server-certificate",
  "certificate-expired",
  "certificate-not-yet-valid",
  "certificate-self-signed",
  "certificate-other-name",
  "certificate-unknown-issuer",
  "no-encryption",
  "server-not-core-api",
  /** `detail` is the base domain of that server, as DNS tells it. */
  "server-elsewhere",
  "blocked-too-many-attempts",
  "too-many-sessions",
  "session-replaced",
  "no-company",
  "not-licensed",
  "not-allowed",
  "no-such-call",
  "wrong-call-state",
  "no-phone",
  "no-microphone",
  "phone-failed",
  "unreachable-number",
  "limits-out-of-order",
  "port-taken",
  /** `detail` is the action that has the key. */
  "key-taken",
  /** The files cannot be written, so nothing is erased from them. */
  "not-erased",
  /** Of that time the event log has nothing, or nothing any more. */
  "not-kept",
  /** Nobody listened to the core then. */
  "not-listened",
  "in-the-future",
  "failed",
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

export const Refusal = z
  .object({
    code: RefusalCode,
    /** For the log and for support: what the other side said. Never a secret. */
    detail: z.string().nullable(),
  })
  .readonly();
export type Refusal = z.infer<typeof Refusal>;

/**
 * The one connection to the core.
 *
 *     signed-out ──► signing-in ──► loading ──► live ◄──► lost
 *          ▲             │ refused: no retry      │
 *          └─────────────┴──── sign out ──────────┘
 */
export const Connection = z
  .object({
    phase: z.enum(["signed-out", "signing-in", "loading", "live", "lost"]),
    since: Instant,
    /** When the core was last heard; what is shown is this old unless the phase is live. */
    lastHeardAt: Instant.nullable(),
    nextAttemptAt: Instant.nullable(),
    /** Why the last sign-in was refused, or why the connection was lost. */
    refusal: Refusal.nullable(),
    server: z.string().nullable(),
    username: z.string().nullable(),
    demo: z.boolean(),
  })
  .readonly();
export type Connection = z.infer<typeof Connection>;

/** What the core sells separately (core API section 2) and Binnacle makes use of. */
export const Feature = z.enum([
  /** To take a caller who waits in a queue. */
  "queue-pickup",
]);
export type Feature = z.infer<typeof Feature>;

export const Identity = z
  .object({
    companyName: z.string().nullable(),
    userId: UserId.nullable(),
    /** For which this account turned out to have no licence since it signed in. */
    unlicensed: z.array(Feature).readonly(),
  })
  .readonly();
export type Identity = z.infer<typeof Identity>;

/** The built-in softphone's health. */
export const Phone = z
  .object({
    registration: z.enum(["none", "registering", "registered", "failed"]),
    /** Whether a page is attached that has the microphone and speaker, and what the browser said of the microphone. */
    audio: z.enum(["none", "ready", "microphone-denied", "microphone-missing"]),
    reason: z.string().nullable(),
    /** Whether the exchange parks callers. */
    canPark: z.boolean(),
    /** Whether the exchange lets one answer a call that rings at somebody else's phone. */
    canPickUp: z.boolean(),
    /** Whether a caller can be put through to a colleague's voicemail. */
    canLeaveVoicemail: z.boolean(),
  })
  .readonly();
export type Phone = z.infer<typeof Phone>;

/** In the order in which they are offered, unless another is preferred. */
export const Codec = z.enum(["opus", "g722", "pcma", "pcmu"]);
export type Codec = z.infer<typeof Codec>;

export const Settings = z
  .object({
    language: z.enum(["en", "nl"]),
    theme: z.enum(["system", "dark", "light"]),
    /** For so long call records and notes are kept. */
    retentionDays: z.int().min(1).max(365),
    /** What is shown of the numbers in other people's calls. */
    masking: Masking,
    /** Whether the local API listens; changed by its own requests alone. */
    localApi: z.boolean(),
    density: z.enum(["comfortable", "compact"]),
    keyProfile: z.enum(["function-keys", "numeric-block"]),
    /** Whether the numbers that we call are not told ours; emergency numbers always are. */
    hideNumber: z.boolean(),
    /** What the phone would rather speak; the others are offered after it. */
    codec: Codec,
    /** `host` or `host:port`; empty: none. */
    stunServer: z
      .string()
      .regex(/^([\w.-]+(:\d{1,5})?)?$/)
      .max(255),
    /** Where the customer's record is, with `{number}` for the number; empty: nowhere. */
    crmUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]),
  })
  .readonly();
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  language: "en",
  theme: "system",
  retentionDays: 90,
  masking: "show",
  localApi: false,
  density: "comfortable",
  keyProfile: "function-keys",
  hideNumber: false,
  codec: "opus",
  stunServer: "",
  crmUrl: "",
};

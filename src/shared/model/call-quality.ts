import { z } from "zod";

/** What the browser measures of a call's sound from the other side. */
export const SoundMeasured = z.object({
  jitterMs: z.number().nonnegative(),
  lossPercent: z.number().min(0).max(100),
  /** Null until the other side has reported. */
  roundTripMs: z.number().nonnegative().nullable(),
});
export type SoundMeasured = z.infer<typeof SoundMeasured>;

/** The last seconds of a call's sound. `mos`: the mean opinion score that one may expect, 1 (bad) to 4.4. */
export const CallQuality = SoundMeasured.extend({ mos: z.number().min(1).max(4.5) }).readonly();
export type CallQuality = z.infer<typeof CallQuality>;

/** Below this many people would be annoyed (ITU-T G.107 annex B: "many users dissatisfied" begins at R = 70). */
export const annoyingMos = 3.6;

/** What a frame of 20 ms and a look-ahead add to the way of the sound. */
const CODEC_MS = 30;
/** The transmission rating without any impairment (G.107 table 3, all defaults). */
const UNIMPAIRED = 93.2;
/** How well G.711 with concealment bears random loss (G.113 appendix I). */
const LOSS_ROBUSTNESS = 25.1;

/**
 * The E-model (ITU-T G.107) with its defaults, for delay and loss alone: the buffer is taken as twice the jitter, and a round trip
 * that is not known as none.
 */
export function meanOpinionScore({ jitterMs, lossPercent, roundTripMs }: SoundMeasured): number {
  const oneWayMs = (roundTripMs ?? 0) / 2 + 2 * jitterMs + CODEC_MS;
  const delay = 0.024 * oneWayMs + 0.11 * Math.max(0, oneWayMs - 177.3);
  const loss = (95 * lossPercent) / (lossPercent + LOSS_ROBUSTNESS);
  const rating = Math.min(100, Math.max(0, UNIMPAIRED - delay - loss));
  const mos = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  return Math.max(1, Math.round(mos * 10) / 10);
}

import type { Codec } from "../../shared/model/product-state.ts";

/** In the order in which they are offered, unless another is preferred. G.722 has a clock of 8 kHz by mistake (RFC 3551, 4.5.2). */
const codecs = [
  { codec: "opus", mimeType: "audio/opus", clockRate: 48_000 },
  { codec: "g722", mimeType: "audio/g722", clockRate: 8000 },
  { codec: "pcma", mimeType: "audio/pcma", clockRate: 8000 },
  { codec: "pcmu", mimeType: "audio/pcmu", clockRate: 8000 },
] as const satisfies readonly { codec: Codec; mimeType: string; clockRate: number }[];

/**
 * The preferred one first, then the others, and key presses after them: those at the preferred one's clock first, since some take
 * only the first, and events at another clock than the voice's are lost. Comfort noise is left out: exchanges do not mix it.
 */
export function orderCodecs<C extends { mimeType: string; clockRate: number }>(
  capabilities: readonly C[],
  preferred: Codec,
): C[] {
  const ordered = [...codecs].sort((a, b) => Number(b.codec === preferred) - Number(a.codec === preferred));
  const clockRate = ordered[0]?.clockRate;
  const named = (mimeType: string) => capabilities.filter((each) => each.mimeType.toLowerCase() === mimeType);
  return [
    ...ordered.flatMap(({ mimeType }) => named(mimeType)),
    ...named("audio/telephone-event").sort(
      (a, b) => Number(b.clockRate === clockRate) - Number(a.clockRate === clockRate),
    ),
  ];
}

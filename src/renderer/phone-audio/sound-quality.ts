import type { SoundMeasured } from "../../shared/model/call-quality.ts";

const EVERY_MS = 2000;

interface Counts {
  readonly received: number;
  readonly lost: number;
}

/** Tells every two seconds how the other side's sound came in, of those two seconds; nothing while none comes. */
export function measureSound(
  connection: RTCPeerConnection,
  onMeasured: (measured: SoundMeasured) => void,
): () => void {
  let before: Counts | null = null;

  async function measure() {
    if (connection.connectionState !== "connected") return;
    const stats = [...(await connection.getStats()).values()];
    const inbound = stats.find(({ type, kind }) => type === "inbound-rtp" && kind === "audio");
    if (!inbound) return;
    const last = before ?? { received: 0, lost: 0 };
    before = { received: inbound.packetsReceived, lost: inbound.packetsLost };
    const received = before.received - last.received;
    // A packet that came late after all takes its loss back.
    const lost = Math.max(0, before.lost - last.lost);
    if (received <= 0) return;
    onMeasured({
      jitterMs: inbound.jitter * 1000,
      lossPercent: (100 * lost) / (received + lost),
      roundTripMs: roundTripMs(stats),
    });
  }

  const measuring = setInterval(() => void measure().catch(() => undefined), EVERY_MS);
  return () => clearInterval(measuring);
}

/** As the other side's receiver reports tell it, else as the checks of the network path do. */
function roundTripMs(stats: readonly Record<string, unknown>[]): number | null {
  const reported = stats.find(({ type }) => type === "remote-inbound-rtp")?.roundTripTime;
  const chosen = stats.find(({ type }) => type === "transport")?.selectedCandidatePairId;
  const checked = stats.find(({ id }) => id === chosen)?.currentRoundTripTime;
  const seconds = reported ?? checked;
  return typeof seconds === "number" ? seconds * 1000 : null;
}

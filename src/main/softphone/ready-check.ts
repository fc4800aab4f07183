import type { UserAgent } from "sip.js";
import type { Phone } from "../../shared/model/product-state.ts";
import type { CheckedPart, ReadyCheck, ReadyProblem } from "../../shared/model/ready-check.ts";
import type { Clock } from "../support/clock.ts";
import type { AudioPages } from "./audio-pages.ts";

const LISTEN_MS = 700;
/** One after the other, the three fit into 5 s. */
const SOUND_WITHIN_MS = 1_600;
const PATH_WITHIN_MS = 2_000;
/** A microphone that is connected and not switched off brings at least its own noise, of which a browser may remove nearly all. */
const SILENCE = 0.00001;

type Look = () => Promise<ReadyProblem | null>;

/** Looks at everything that must work before the first caller rings. Nothing is heard while the microphone is listened to. */
export async function checkReadiness(options: {
  audio: AudioPages;
  clock: Clock;
  registration: Phone["registration"];
  userAgent: UserAgent | null;
}): Promise<ReadyCheck> {
  const { audio, clock, registration, userAgent } = options;

  async function timed(part: CheckedPart, withinMs: number, late: ReadyProblem, look: Look) {
    const began = clock.now();
    const overtime = Promise.withResolvers<ReadyProblem>();
    const cancel = clock.after(withinMs, () => overtime.resolve(late));
    const problem = await Promise.race([look(), overtime.promise]);
    cancel();
    return { part, problem, tookMs: Math.max(0, Math.round(clock.now() - began)) };
  }

  /** As far as is known without listening, which may show that the microphone is gone. */
  function known(): ReadyProblem | null {
    switch (audio.state()) {
      case "microphone-denied":
        return "denied";
      case "microphone-missing":
        return "missing";
      case "none":
        return "no-page";
      case "ready":
        return null;
    }
  }

  async function listen(): Promise<ReadyProblem | null> {
    const owner = audio.owner();
    const problem = owner ? known() : "no-page";
    if (!owner || problem) return problem;
    const { level } = await owner.ask("devices.listen", { forMs: LISTEN_MS }).catch(() => ({ level: 0 }));
    return level > SILENCE ? null : (known() ?? "silent");
  }

  const play = (where: "speaker" | "ringer") => async () => {
    const owner = audio.owner();
    if (!owner) return "no-page";
    return owner.ask("devices.try", { where }).then(
      () => null,
      () => "does-not-play" as const,
    );
  };

  async function lookAtSound() {
    return [
      await timed("microphone", SOUND_WITHIN_MS, "silent", listen),
      await timed("speaker", SOUND_WITHIN_MS, "does-not-play", play("speaker")),
      await timed("ringer", SOUND_WITHIN_MS, "does-not-play", play("ringer")),
    ];
  }

  const registered = async () => (registration === "registered" ? null : "not-registered");
  const path = async () => (userAgent && (await answersOptions(userAgent)) ? null : "no-answer");
  const [sound, ...signalling] = await Promise.all([
    lookAtSound(),
    timed("registration", PATH_WITHIN_MS, "not-registered", registered),
    timed("path", PATH_WITHIN_MS, "no-answer", path),
  ]);
  return { parts: [...sound, ...signalling] };
}

/** Whether the exchange answers at all (OPTIONS, RFC 3261 11); SIP.js itself says 408 and 503 of one that does not. */
function answersOptions({ userAgentCore, configuration: { uri } }: UserAgent): Promise<boolean> {
  return new Promise((answered) => {
    const settle = ({ message }: { message: { statusCode?: number | undefined } }) =>
      answered(message.statusCode !== 408 && message.statusCode !== 503);
    const request = userAgentCore.makeOutgoingRequestMessage("OPTIONS", uri, uri, uri, {});
    userAgentCore.request(request, { onAccept: settle, onReject: settle, onRedirect: settle });
  });
}

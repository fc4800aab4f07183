import { type Core, Inviter, URI, type UserAgent } from "sip.js";
import type { CallId } from "../../shared/model/ids.ts";
import { coreCallIdIn } from "./signalled.ts";

type Response = Parameters<
  NonNullable<NonNullable<NonNullable<Parameters<Inviter["invite"]>[0]>["requestDelegate"]>["onProgress"]>
>[0]["message"];

/** A call of ours on its way to the other side. */
export interface Dialling {
  readonly session: Inviter;
  /** Sends the INVITE; null once it went out, else why it did not. */
  place(): Promise<string | null>;
  cancel(): Promise<void>;
  /** What the person hears: nothing of its own until the other side rings; `early`: what the other side plays before it answers. */
  hears(): "nothing" | "ringing" | "early";
  /** What a Replaces (RFC 3891) calls the dialog while the other side rings; null before that. */
  earlyDialog(): string | null;
}

/**
 * Dials with early media (a 183 with a description). SIP.js then takes no answer from another branch than the one that played: an
 * exchange is one side of the call, so there are none.
 */
export function createDialling(
  userAgent: UserAgent,
  number: string,
  options: {
    hideNumber: boolean;
    onChange(): void;
    onCoreCallId(coreCallId: CallId): void;
    /** With the final status; the session is over by then. */
    onRefused(statusCode: number): void;
  },
): Dialling {
  const { uri } = userAgent.configuration;
  const session = new Inviter(userAgent, new URI("sip", encodeURIComponent(number), uri.host), {
    earlyMedia: true,
    ...(options.hideNumber && anonymously(uri)),
  });
  let hears: ReturnType<Dialling["hears"]> = "nothing";
  let earlyDialog: string | null = null;

  let request: Core.OutgoingInviteRequest | null = null;
  let cancelled: number | null = null;

  /** A CANCEL that crosses a challenge ends the challenged INVITE alone: SIP.js sends it again with our name, to ring for nobody. */
  function cancelAgain({ cseq }: Response) {
    if (cancelled === null || cancelled === cseq) return;
    cancelled = cseq;
    request?.cancel();
  }

  function learn(message: Response) {
    const coreCallId = coreCallIdIn(message);
    if (coreCallId !== null) options.onCoreCallId(coreCallId);
  }

  return {
    session,
    place: () =>
      session
        .invite({
          requestDelegate: {
            onTrying: ({ message }) => cancelAgain(message),
            onProgress({ message }) {
              cancelAgain(message);
              learn(message);
              earlyDialog = `${message.callId};to-tag=${message.toTag};from-tag=${message.fromTag}`;
              if (message.body !== "") hears = "early";
              else if (message.statusCode === 180 && hears === "nothing") hears = "ringing";
              options.onChange();
            },
            onAccept: ({ message }) => learn(message),
            onReject: ({ message }) => options.onRefused(message.statusCode ?? 0),
          },
        })
        .then((sent) => {
          request = sent;
          return null;
        }, String),
    cancel() {
      cancelled = session.request.cseq;
      return session.cancel();
    },
    hears: () => hears,
    earlyDialog: () => earlyDialog,
  };
}

/**
 * RFC 3323 and 3325: nobody for the other side, ourselves for our exchange. The Contact stays, since the exchange finds us by it; it
 * is the exchange that keeps it from the other side.
 */
function anonymously(uri: URI) {
  return {
    params: { fromDisplayName: "Anonymous", fromUri: new URI("sip", "anonymous", "anonymous.invalid") },
    extraHeaders: ["Privacy: id", `P-Preferred-Identity: <${uri}>`],
  };
}

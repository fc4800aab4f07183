import {
  type Core,
  type Invitation,
  type Session,
  type SessionDescriptionHandler,
  SessionState,
  SIPExtension,
  URI,
  UserAgent,
} from "sip.js";
import { PhoneTransport } from "./phone-transport.ts";

/** Our end of the line to one phone: a SIP user agent that takes every request which the phone sends to us. */
export interface Phone {
  readonly userAgent: UserAgent;
  readonly transport: PhoneTransport;
  /** Takes a session with the media that it negotiates through. `lost` is told if the phone is closed before its end. */
  carry(session: Session, media: SessionDescriptionHandler, lost: () => void): void;
  /** Forgets the phone and loses its sessions. */
  close(): void;
}

export interface PhoneRequests {
  register(request: Core.IncomingRegisterRequest): void;
  invite(invitation: Invitation): void;
}

/** Carries the core API's id of a call, so that a phone's call and the call in the feed can be shown as one. */
export function coreCallHeader(callId: string): string {
  return `X-Core-Call: ${encodeURIComponent(callId)}`;
}

/** How long a call from a phone may wait for us to answer it, in seconds: the exchange sets its own limits below this. */
const unansweredLimitS = 3600;

export function createPhone(domain: string, requests: PhoneRequests): Phone {
  const carried = new Map<Session, { media: SessionDescriptionHandler; lost(): void }>();
  const userAgent = new UserAgent({
    uri: new URI("sip", "exchange", domain),
    transportConstructor: PhoneTransport,
    sessionDescriptionHandlerFactory(session) {
      const found = carried.get(session);
      if (!found) throw new Error("A session without media");
      return found.media;
    },
    sipExtensionReplaces: SIPExtension.Supported,
    sendInitialProvisionalResponse: false,
    noAnswerTimeout: unansweredLimitS,
    gracefulShutdown: false,
    logBuiltinEnabled: false,
    logConfiguration: false,
    logLevel: "error",
    delegate: { onRegisterRequest: requests.register, onInvite: requests.invite },
  });
  const { transport } = userAgent;
  if (!(transport instanceof PhoneTransport)) throw new Error("SIP.js made another transport");
  takeEveryRequest(userAgent.userAgentCore, domain);
  takeRequestsAfterAnswers(userAgent.userAgentCore, carried);
  void userAgent.start();

  return {
    userAgent,
    transport,
    carry(session, media, lost) {
      carried.set(session, { media, lost });
      session.stateChange.addListener((state) => {
        if (state === SessionState.Terminated) carried.delete(session);
      });
    },
    close() {
      for (const [session, { lost }] of [...carried]) {
        lost();
        session.dispose().catch(() => undefined);
      }
      void userAgent.stop();
    },
  };
}

/**
 * SIP.js is made for phones: it answers 404 unless the user of the Request-URI is its own. A server takes every user, so
 * one of its own addresses takes the name of whoever the request in hand is for.
 */
function takeEveryRequest(core: Core.UserAgentCore, domain: string): void {
  const anyone = new URI("sip", "", domain);
  core.configuration.contact.tempGruu = anyone;
  const receive = core.receiveIncomingRequestFromTransport.bind(core);
  core.receiveIncomingRequestFromTransport = (message) => {
    anyone.user = message.ruri?.user;
    receive(message);
  };
}

/**
 * SIP.js drops, without a response, what a phone asks within a dialog while the phone's answer is still being taken in. Such
 * a request waits until that is done.
 */
function takeRequestsAfterAnswers(core: Core.UserAgentCore, sessions: ReadonlyMap<Session, unknown>): void {
  const receive = core.receiveIncomingRequestFromTransport.bind(core);
  core.receiveIncomingRequestFromTransport = (message) => {
    for (const { state, dialog, stateChange } of sessions.keys()) {
      if (state !== SessionState.Establishing || dialog?.callId !== message.callId) continue;
      stateChange.addListener(() => receive(message), { once: true });
      return;
    }
    receive(message);
  };
}

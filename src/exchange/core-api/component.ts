import type { Element } from "ltx";

/** Core API 1.3: whoever has more of them is refused. */
export const connectionsPerJid = 10;

/** An IQ of type get or set that is for a component. Exactly one of the two answers is given. */
export interface ComponentRequest {
  /** The full JID that asks. */
  readonly from: string;
  readonly payload: Element;
  /** Answers with this XML inside the result. */
  answer(payload: string): void;
  /** Refuses with a condition of RFC 6120 8.3.3. */
  refuse(type: "cancel" | "modify" | "auth", condition: string): void;
}

/**
 * A service with a domain of its own beside the XMPP server. It knows nothing of the server it is plugged into: ours, or another
 * one that it is attached to by XEP-0114.
 */
export interface Component {
  request(request: ComponentRequest): void;
  /** The session behind this full JID has closed or has become unavailable, or must be taken to have. */
  gone(jid: string): void;
}

/** Sends a stanza from a component; `content` is what is inside the message. Dropped when nobody is there. */
export type SendMessage = (to: string, type: "headline" | "normal", content: string) => void;

/** What components are plugged into. */
export interface ComponentHost {
  /** Plugs a component in under its domain; from then on it is asked. */
  plug(address: string, component: Component): Promise<void>;
  /** How the component at this address sends messages. */
  sender(address: string): SendMessage;
  /** Ends everything, where there are sessions with a stream error. */
  shutDown(condition: string): void;
}

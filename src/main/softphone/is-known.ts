import type { Session } from "sip.js";

/**
 * Whether the exchange still has this call. An INFO without content (RFC 6086) changes nothing in a call: whatever the other side
 * thinks of it, only one that does not know the call answers 481.
 */
export function isKnown(session: Session): Promise<boolean> {
  return new Promise((answered) => {
    session
      .info({
        requestDelegate: {
          onAccept: () => answered(true),
          onReject: ({ message }) => answered(message.statusCode !== 481),
        },
      })
      .catch(() => answered(true));
  });
}

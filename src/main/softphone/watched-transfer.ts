import type { Notification, Session, URI } from "sip.js";
import type { Clock } from "../support/clock.ts";

/** The exchange gives up at the limit; this much later we no longer count on hearing of it. */
const GRACE_MS = 3_000;

/** Whom the other side is asked to call. */
export interface ReferTo {
  readonly target: URI;
  /** The dialog whose place that call takes (RFC 3891): of an attended transfer. */
  readonly replaces: string | null;
}

export interface TransferEvents {
  /** The target rings. */
  onRinging(): void;
  /** The transfer's call ended this way: 200 is answered. */
  onFinal(statusCode: number): void;
  /** Nothing final was heard in time. */
  onOverdue(): void;
}

/**
 * Asks the exchange to call the target for the other side (REFER: RFC 3515), with a limit on ringing as `Expires` in the Refer-To
 * address, and follows how that goes by its NOTIFYs. They are judged by their status line alone: their Subscription-State is not to
 * be relied on. Resolves with the status of the REFER itself.
 */
export function watchTransfer(
  session: Session,
  options: { clock: Clock; referTo: ReferTo; ringMs: number } & TransferEvents,
): { accepted: Promise<number>; stop(): void } {
  const { clock, referTo, ringMs } = options;
  const { dialog } = session;
  if (!dialog) return { accepted: Promise.resolve(481), stop() {} };

  const stopWaiting = clock.after(ringMs + GRACE_MS, () => {
    stop();
    options.onOverdue();
  });
  let stopped = false;
  function stop() {
    stopped = true;
    stopWaiting();
  }

  const { configuration, contact } = session.userAgent;
  let referId = 0;
  const accepted = new Promise<number>((answered) => {
    const request = dialog.refer(
      {
        onAccept: (response) => answered(response.message.statusCode ?? 202),
        onReject: (response) => {
          stop();
          answered(response.message.statusCode ?? 500);
        },
      },
      {
        extraHeaders: [
          `Referred-By: <${configuration.uri}>`,
          `Contact: ${contact}`,
          `Refer-To: <${referTo.target}?${headersOf(referTo, ringMs)}>`,
        ],
      },
    );
    referId = request.message.cseq;
  });

  session.delegate = {
    ...session.delegate,
    onNotify(notification) {
      notification.accept().catch(() => undefined);
      const statusCode = progressOf(notification, referId);
      if (stopped || statusCode === null) return;
      if (statusCode === 180) options.onRinging();
      if (statusCode < 200) return;
      stop();
      options.onFinal(statusCode);
    },
  };
  return { accepted, stop };
}

/** The headers of the INVITE that is asked for (RFC 3261 19.1.1). */
function headersOf({ replaces }: ReferTo, ringMs: number): string {
  const expires = `Expires=${Math.max(1, Math.round(ringMs / 1000))}`;
  return replaces === null ? expires : `${expires}&Replaces=${encodeURIComponent(replaces)}`;
}

/** The status line of a message/sipfrag; null when it tells of an earlier REFER of this call. */
function progressOf(notification: Notification, referId: number): number | null {
  const id = /;\s*id=(\d+)/.exec(notification.request.getHeader("event") ?? "")?.[1];
  if (id !== undefined && Number(id) !== referId) return null;
  const status = /^SIP\/2\.0 (\d{3})/.exec(notification.request.body.trimStart())?.[1];
  return status === undefined ? null : Number(status);
}

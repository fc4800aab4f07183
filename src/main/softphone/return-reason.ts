import type { ReturnReason } from "../../shared/model/calls.ts";

/** What the final SIP status of a transfer's call (RFC 3261 21) means to the person who asked for it. */
export function returnReasonOf(statusCode: number): ReturnReason {
  switch (statusCode) {
    case 486:
    case 600:
      return "busy";
    case 603:
      return "declined";
    case 408:
    case 480:
      return "no-answer";
    case 487:
      return "cancelled";
    case 404:
    case 410:
    case 416:
    case 484:
    case 485:
    case 502:
    case 503:
    case 504:
    case 604:
      return "unreachable";
    default:
      return "failed";
  }
}

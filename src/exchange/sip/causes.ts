import type { EndCause } from "../pbx/leg.ts";

/** The final response with which a phone that calls us is refused. */
export function refusalFor(cause: EndCause): { statusCode: number; reasonPhrase: string } {
  switch (cause) {
    case "busy":
      return { statusCode: 486, reasonPhrase: "Busy Here" };
    case "declined":
      return { statusCode: 603, reasonPhrase: "Decline" };
    case "no-answer":
      return { statusCode: 480, reasonPhrase: "No Answer" };
    case "unreachable":
      return { statusCode: 404, reasonPhrase: "Not Found" };
    case "hung-up":
      return { statusCode: 480, reasonPhrase: "Temporarily Unavailable" };
    case "cancelled":
    case "answered-elsewhere":
      return { statusCode: 487, reasonPhrase: "Request Terminated" };
    case "failed":
      return { statusCode: 500, reasonPhrase: "Server Internal Error" };
  }
}

/** Why a phone that we rang did not answer, from its final response (RFC 3261 section 21). */
export function causeOf(statusCode: number): EndCause {
  switch (statusCode) {
    case 486:
    case 600:
      return "busy";
    case 603:
      return "declined";
    case 408:
    case 480:
      return "no-answer";
    case 404:
    case 410:
    case 503:
    case 604:
      return "unreachable";
    case 487:
      return "cancelled";
    default:
      return "failed";
  }
}

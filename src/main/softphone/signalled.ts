import { CallId } from "../../shared/model/ids.ts";

/** The feed's id of a call, percent-encoded: an extension of our exchanges to SIP. */
const coreCallHeader = "X-Core-Call";

/** Which call of the feed a message is of, where the exchange tells it. */
export function coreCallIdIn(message: { getHeader(name: string): string | undefined }): CallId | null {
  const header = message.getHeader(coreCallHeader);
  if (!header) return null;
  try {
    return CallId.parse(decodeURIComponent(header.trim()));
  } catch {
    return null;
  }
}

/** The number in an address; null: withheld, since RFC 3323 names the caller who withholds the number `anonymous`. */
export function numberIn(user: string | undefined): string | null {
  if (!user || user === "anonymous") return null;
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

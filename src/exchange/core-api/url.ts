import type { IncomingMessage } from "node:http";

/** The URL of a request, whatever a client put there; null: it cannot be read as one. */
export const requestUrl = (request: IncomingMessage): URL | null =>
  URL.parse(`http://exchange${request.url ?? "/"}`);

/** One segment of a path; as it stands where its escapes are broken. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

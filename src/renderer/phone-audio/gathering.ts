import type { IceServer } from "../../shared/contract/audio.ts";

/** What has not come by then is not waited for; a server that does not answer would hold up every call for longer. */
export const GATHERING_MS = 500;
/** Candidates of a kind come together. */
export const AFTER_FIRST_MS = 10;

/**
 * The kind of address after which there is nothing better to wait for: SDP here cannot add to them later. Without servers those of
 * this machine are all there is; a relay is asked for because nothing else may get through.
 */
export function bestCandidate(iceServers: readonly IceServer[]): RTCIceCandidateType {
  if (iceServers.some(({ urls }) => /^turns?:/.test(urls))) return "relay";
  return iceServers.length > 0 ? "srflx" : "host";
}

const TONE_MS = 100;
const GAP_MS = 70;

/** Queues key presses behind those that are still being sent; false where the other side takes none. */
export function sendDigits(sender: RTCRtpSender | null, digits: string): boolean {
  const keys = sender?.dtmf;
  if (!keys?.canInsertDTMF) return false;
  // It replaces what is still waiting.
  keys.insertDTMF(keys.toneBuffer + digits, TONE_MS, GAP_MS);
  return true;
}

/**
 * Takes back the description that was refused; where there is none nothing is done, since the side that answers is asked for it too.
 * SIP.js' handler has no rollback of its own.
 */
export async function rollBack(connection: RTCPeerConnection): Promise<void> {
  if (connection.signalingState === "stable") return;
  const wasOurs = connection.signalingState === "have-local-offer";
  await connection.setLocalDescription({ type: "rollback" });
  const [transceiver] = connection.getTransceivers();
  if (!wasOurs || !transceiver?.currentDirection) return;
  // Chromium has stopped to play what the offer of a hold would not receive, and begins again only at an offer that would.
  transceiver.direction = transceiver.currentDirection;
  await connection.setLocalDescription();
  await connection.setLocalDescription({ type: "rollback" });
}

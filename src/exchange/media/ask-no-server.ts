import type { RTCPeerConnection } from "werift";

/**
 * werift asks a public STUN server for the address of a connection that was given none. Nothing of ours may leave the machine, and the
 * answer, or five seconds without one, would keep the caller waiting. To be called before each description of the connection's own.
 */
export function askNoServer(connection: RTCPeerConnection): void {
  for (const transport of connection.iceTransports)
    Reflect.deleteProperty(transport.connection, "stunServer");
}

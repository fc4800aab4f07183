import { EmitterImpl, type Transport, TransportState } from "sip.js";
import { WebSocket } from "ws";

/**
 * The line to one phone, which outlives its sockets: SIP.js sees it connected from start to end, and what it sends while
 * the phone is away waits for the phone's next socket. So dialogs survive a reconnect.
 */
export class PhoneTransport implements Transport {
  readonly protocol = "WS";
  readonly state = TransportState.Connected;
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  #socket: WebSocket | null = null;
  #waiting: string[] = [];

  /** True while the phone can be reached now, false while it is away. */
  get attached(): boolean {
    return this.#socket !== null;
  }

  attach(socket: WebSocket): void {
    this.#socket?.close();
    this.#socket = socket;
    for (const message of this.#waiting.splice(0)) socket.send(message);
  }

  /** False if the phone has another socket by now. */
  detach(socket: WebSocket): boolean {
    if (this.#socket !== socket) return false;
    this.#socket = null;
    return true;
  }

  receive(message: string): void {
    this.onMessage?.(message);
  }

  async send(message: string): Promise<void> {
    const socket = this.#socket;
    // A socket that is closing would drop it.
    if (socket?.readyState === WebSocket.OPEN) socket.send(message);
    else this.#waiting.push(message);
  }

  isConnected(): boolean {
    return true;
  }

  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {
    this.#socket?.close();
    this.#socket = null;
    this.#waiting = [];
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }
}

/** That something happened in a page, in epoch milliseconds. */
export interface Mark {
  readonly what: string;
  readonly at: number;
}

/**
 * To be run in a page before its own scripts: notes in `marks` every key that is pressed, every peer connection that is connected, and
 * when its first sound came (looked at every 2 ms).
 */
export function noteCalls(): void {
  const marks: Mark[] = [];
  Object.assign(window, { marks });
  const note = (what: string, at: number) => marks.push({ what, at: performance.timeOrigin + at });
  addEventListener("keydown", ({ key, timeStamp }) => note(key, timeStamp), true);
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener("connectionstatechange", () => {
        if (this.connectionState !== "connected") return;
        note("connected", performance.now());
        const looking = setInterval(() => {
          const hears = this.getReceivers().some((each) => each.getSynchronizationSources().length > 0);
          if (hears) note("hears", performance.now());
          if (hears || this.connectionState !== "connected") clearInterval(looking);
        }, 2);
      });
    }
  };
}

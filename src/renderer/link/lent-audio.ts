import type { AudioPage, AudioRequestInput, AudioRequestName } from "../../shared/contract/audio.ts";
import type { WindowFrame } from "../../shared/contract/frames.ts";

/** A page's audio at its end of the link: what main asks goes to the page, and its answers and events go back. */
export function createLentAudio(send: (frame: WindowFrame) => void) {
  let page: AudioPage | null = null;
  let stopEvents: (() => void) | null = null;
  const detach = () => {
    stopEvents?.();
    stopEvents = null;
  };
  return {
    lend(lent: AudioPage): void {
      page = lent;
    },
    /** Once the link is open: main attaches pages by their connection. */
    attach(): void {
      if (!page) return;
      detach();
      send({ frame: "audio-attach" });
      stopEvents = page.onEvent(({ name, value }) => send({ frame: "audio-event", name, value }));
    },
    detach,
    asked(id: number, name: string, input: unknown): void {
      const failed = (cause: unknown) =>
        send({ frame: "audio-failure", id, reason: String(cause).slice(0, 1000) });
      if (page)
        page
          .answer(name as AudioRequestName, input as AudioRequestInput<AudioRequestName>)
          .then((output) => send({ frame: "audio-answer", id, output }), failed);
      else failed("this page has no audio");
    },
  };
}

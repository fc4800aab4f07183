import { type MainFrame, WindowFrame } from "../../shared/contract/frames.ts";
import { isStream, type StreamName } from "../../shared/contract/streams.ts";
import type { Product } from "../product.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { createPageAudio, type PageAudio } from "./page-audio.ts";

/** One page's connection, whatever carries it. */
export interface LinkPort {
  send(frame: MainFrame): void;
  /** Hands over whatever came in, also what is no frame at all. */
  onFrame(listener: (raw: unknown) => void): void;
  /** Called once, however the connection ended. */
  onClose(listener: () => void): void;
  /** Ends the connection from this side. */
  close(): void;
}

/**
 * Serves one page until its port closes: answers requests, feeds the streams it follows, and lends its audio to the product.
 * A frame that breaks the protocol closes the port; an unknown request or stream is refused.
 */
export function serveLink(
  product: Omit<Product, "close" | "wokeUp">,
  port: LinkPort,
  clock: Clock,
  log: Log,
): void {
  const followed = new Map<StreamName, () => void>();
  let audio: { page: PageAudio; detach(): void } | null = null;
  let open = true;
  const send = (frame: MainFrame) => {
    if (open) port.send(frame);
  };

  const unfollow = (stream: StreamName) => {
    followed.get(stream)?.();
    followed.delete(stream);
  };

  const follow = (stream: string) => {
    if (!isStream(stream)) {
      const refusal = { code: "unknown-request", detail: `no stream ${stream}` } as const;
      send({ frame: "stream-refusal", stream, refusal });
      return;
    }
    unfollow(stream);
    followed.set(
      stream,
      product.follow(stream, (content) => send({ frame: "stream", stream, content })),
    );
  };

  const attachAudio = () => {
    if (audio) return;
    const page = createPageAudio(send, clock, log);
    audio = { page, detach: product.attachAudio(page.port) };
  };

  const answer = async (id: number, name: string, input: unknown) => {
    const result = await product.request(name, input);
    send(
      result.ok
        ? { frame: "answer", id, output: result.value }
        : { frame: "refusal", id, refusal: result.refusal },
    );
  };

  port.onFrame((raw) => {
    if (!open) return;
    const parsed = WindowFrame.safeParse(raw);
    if (!parsed.success) {
      log.warn("link", "a page sent what is no frame: closed");
      port.close();
      return;
    }
    const frame = parsed.data;
    switch (frame.frame) {
      case "request":
        answer(frame.id, frame.name, frame.input).catch((cause) =>
          log.error("link", `the request ${frame.name} was not answered`, cause),
        );
        return;
      case "follow":
        return follow(frame.stream);
      case "unfollow":
        if (isStream(frame.stream)) unfollow(frame.stream);
        return;
      case "audio-attach":
        return attachAudio();
      case "audio-answer":
        return audio?.page.answered(frame.id, frame.output);
      case "audio-failure":
        return audio?.page.failed(frame.id, frame.reason);
      case "audio-event":
        return audio?.page.told(frame.name, frame.value);
    }
  });

  port.onClose(() => {
    open = false;
    for (const stop of followed.values()) stop();
    followed.clear();
    audio?.page.gone();
    audio?.detach();
    audio = null;
  });
}

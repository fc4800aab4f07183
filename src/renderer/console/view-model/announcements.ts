import type { StoreApi } from "zustand/vanilla";
import { type Language, message } from "../../../shared/messages/message.ts";
import type { Connection, Phone } from "../../../shared/model/product-state.ts";
import { createCallNews } from "./call-news.ts";
import { followHolds } from "./holds.ts";
import { type ConsoleState, myself } from "./state.ts";

/** Says what a person must hear who does not look at the screen, and no more. The answer ends it. */
export function followAnnouncements(
  store: StoreApi<ConsoleState>,
  say: (sentences: readonly string[]) => void,
): () => void {
  const callNews = createCallNews();
  const phoneNews = createPhoneNews();
  const stopListening = store.subscribe((now, before) => {
    const { language } = now.settings;
    say(
      [
        ...callNews(now, before),
        now.connection && connectionSentence(language, before.connection, now.connection),
        now.phone !== before.phone && phoneNews(language, now.phone),
        wrapUpSentence(language, before, now),
      ].filter((sentence) => typeof sentence === "string"),
    );
  });
  const stopHolds = followHolds(store, say);
  return () => {
    stopListening();
    stopHolds();
  };
}

/** The sentence for a connection that went or came back; null where nothing of note changed. */
function connectionSentence(language: Language, before: Connection | null, now: Connection): string | null {
  if (now.phase === "lost" && before?.phase !== "lost") return message(language, "announce.lost");
  if (now.phase === "live" && before?.phase === "lost") return message(language, "announce.live");
  return null;
}

/** A phone that cannot be used, and the end of that; starting up is no news. */
function createPhoneNews() {
  let told: PhoneTrouble | null = null;
  return (language: Language, phone: Phone | null): string | null => {
    const trouble = phone && troubleOf(phone);
    if (trouble && trouble !== told) {
      told = trouble;
      return message(language, `phone.${trouble}`);
    }
    const isReady = phone?.registration === "registered" && phone.audio === "ready";
    if (!told || !isReady) return null;
    told = null;
    return message(language, "phone.ready");
  };
}

type PhoneTrouble = "failed" | "microphone-denied" | "microphone-missing";

function troubleOf({ registration, audio }: Phone): PhoneTrouble | null {
  if (registration === "failed") return "failed";
  if (registration !== "registered") return null;
  return audio === "microphone-denied" || audio === "microphone-missing" ? audio : null;
}

function wrapUpSentence(language: Language, before: ConsoleState, now: ConsoleState): string | null {
  const then = myself(before);
  const me = myself(now);
  if (!then || !me || (then.wrapUp === null) === (me.wrapUp === null)) return null;
  return message(language, me.wrapUp ? "announce.wrap-up" : "announce.wrap-up-over");
}

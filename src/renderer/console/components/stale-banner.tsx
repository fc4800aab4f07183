import { Unplug } from "lucide-react";
import { ageText, remainingText, timeText } from "../../../shared/messages/formats.ts";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useConsole } from "../context.ts";
import { isFresh } from "../view-model/state.ts";

/** Says in words that what is shown is old, and how old. */
export function StaleBanner() {
  const linked = useConsole((state) => state.linked);
  const connection = useConsole((state) => state.connection);
  const language = useLanguage();
  const write = useWrite();
  const fresh = useConsole(isFresh);
  const heardAt = connection?.lastHeardAt ?? null;
  const age = useClock((now) => (heardAt === null ? "" : ageText(language, now - heardAt)));
  const next = connection?.nextAttemptAt ?? null;
  const wait = useClock((now) => (next === null || next <= now ? "" : remainingText(next - now)));
  if (fresh) return null;
  const key = connection?.phase === "loading" ? "storage.last-known" : "connection.stale";
  const refusal = connection?.refusal?.code;
  return (
    <section className="stale-banner" aria-label={write("region.stale")}>
      <Unplug size={16} aria-hidden />
      <p>
        {!linked
          ? write("connection.window")
          : heardAt === null
            ? write("connection.stale.unknown")
            : write(key, { age, time: timeText(language, heardAt) })}{" "}
        {linked && refusal && refusal !== "server-unreachable" && write(`refusal.${refusal}`)}{" "}
        {linked && wait && write("connection.next-attempt", { wait })}
      </p>
    </section>
  );
}

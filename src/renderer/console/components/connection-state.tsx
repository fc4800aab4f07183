import { Circle, LoaderCircle, Unplug } from "lucide-react";
import { ageText } from "../../../shared/messages/formats.ts";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useConsole } from "../context.ts";

/** The health of the connection, always in sight. */
export function ConnectionState() {
  const write = useWrite();
  const language = useLanguage();
  const connection = useConsole((state) => state.connection);
  const linked = useConsole((state) => state.linked);
  const phase = linked ? (connection?.phase ?? "loading") : "lost";
  const since = connection?.lastHeardAt ?? connection?.since ?? null;
  const age = useClock((now) => (since === null ? "" : ageText(language, now - since)));
  const tone = phase === "live" ? "tone-free" : phase === "lost" ? "tone-alarm" : "tone-plain";
  return (
    <section className={`connection ${tone}`} aria-label={write("region.connection")}>
      {connection?.demo && <span className="badge">{write("connection.demo")}</span>}
      {phase === "live" ? (
        <Circle size={16} aria-hidden className="filled dot" />
      ) : phase === "lost" ? (
        <Unplug size={16} aria-hidden />
      ) : (
        <LoaderCircle size={16} aria-hidden className="spin" />
      )}
      <span>{phase === "lost" ? write("connection.lost", { age }) : write(`connection.${phase}`)}</span>
    </section>
  );
}

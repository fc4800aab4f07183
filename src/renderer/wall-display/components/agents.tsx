import { durationText, remainingText } from "../../../shared/messages/formats.ts";
import { type Colleague, presenceOf } from "../../../shared/model/colleague.ts";
import { StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useWrite } from "../../kit/text.ts";
import { useFigureClock } from "../context.ts";
import { usePages } from "../use-pages.ts";
import type { BoardFigures } from "../view-model/figures.ts";
import { TileTitle } from "./tile-title.tsx";

/** Who is logged in of the chosen queues, what they do and since when; of a wrap-up, what is left of it. */
export function Agents({ figures: { agents } }: { readonly figures: BoardFigures }) {
  const write = useWrite();
  const { place, shown, range } = usePages(agents);
  return (
    <section className="tile agents-tile" aria-label={write("wall.agents")}>
      <TileTitle title={write("wall.agents")} range={range} count={agents.length} />
      {agents.length === 0 ? (
        <p className="nothing">{write("wall.no-agents")}</p>
      ) : (
        <div className="agents" ref={place}>
          <ul>
            {shown.map((agent) => (
              <Agent key={agent.userId} agent={agent} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Agent({ agent }: { readonly agent: Colleague }) {
  const write = useWrite();
  const presence = presenceOf(agent);
  const { call, wrapUp } = agent;
  const endsAt = presence === "wrap-up" ? (wrapUp?.endsAt ?? null) : null;
  const since = call?.since ?? agent.since;
  const time = useFigureClock((now) => {
    if (endsAt !== null) return write("wall.agent.wrap-up", { duration: remainingText(endsAt - now) });
    return since === null ? "" : durationText(now - since);
  });
  return (
    <li className="item agent">
      <StateMark of={presence} />
      <b className="name">{agent.name}</b>
      <small className={`state number tone-${toneOf(presence)}`}>
        <span>{write(`presence.${presence}`).toLowerCase()}</span> <b>{time}</b>
      </small>
    </li>
  );
}

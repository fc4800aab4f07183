import { AnswerNext, Callers } from "../../console/components/callers.tsx";
import { cardId } from "../../console/components/colleague-card.tsx";
import { Colleagues } from "../../console/components/colleagues.tsx";
import { CurrentCall } from "../../console/components/current-call.tsx";
import { OnHold } from "../../console/components/on-hold.tsx";
import { Parked } from "../../console/components/parked.tsx";
import { StaleBanner } from "../../console/components/stale-banner.tsx";
import { PaneSeparator, usePanes } from "./panes.tsx";
import { QueueStrip } from "./queue-strip.tsx";
import { TopBar } from "./top-bar.tsx";

const linesId = "lines";

/** The switchboard of a signed-in attendant. */
export function Switchboard() {
  const { style, drag } = usePanes();
  return (
    <>
      <TopBar />
      <StaleBanner />
      <main style={style}>
        <div className="lines" id={linesId}>
          <Callers />
          <OnHold />
          <Parked />
          <AnswerNext />
        </div>
        <PaneSeparator name="linesPx" pane={linesId} side="left" onDrag={drag} />
        <div className="work">
          <CurrentCall />
          <Colleagues />
          <PaneSeparator name="cardPx" pane={cardId} side="right" onDrag={drag} />
        </div>
      </main>
      <QueueStrip />
    </>
  );
}

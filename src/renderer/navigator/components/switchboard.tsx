import { AnswerNext, Callers } from "../../console/components/callers.tsx";
import { Colleagues } from "../../console/components/colleagues.tsx";
import { CurrentCall } from "../../console/components/current-call.tsx";
import { OnHold } from "../../console/components/on-hold.tsx";
import { Parked } from "../../console/components/parked.tsx";
import { StaleBanner } from "../../console/components/stale-banner.tsx";
import { QueueStrip } from "./queue-strip.tsx";
import { TopBar } from "./top-bar.tsx";

/** The switchboard of a signed-in attendant. */
export function Switchboard() {
  return (
    <>
      <TopBar />
      <StaleBanner />
      <main>
        <aside className="lines">
          <Callers />
          <OnHold />
          <Parked />
          <AnswerNext />
        </aside>
        <div className="work">
          <CurrentCall />
          <Colleagues />
        </div>
      </main>
      <QueueStrip />
    </>
  );
}

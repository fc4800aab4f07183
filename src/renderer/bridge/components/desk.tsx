import { StaleBanner } from "../../console/components/stale-banner.tsx";
import { useBridge } from "../context.ts";
import { CallsPage } from "./calls-page.tsx";
import { ColleaguesPage } from "./colleagues-page.tsx";
import { HistoryPage } from "./history-page.tsx";
import { OwnSide } from "./own-side.tsx";
import { QueuesPage } from "./queues-page.tsx";
import { Rail } from "./rail.tsx";

/** The desk of a signed-in agent: where to look, what is there, and on the right what is one's own. */
export function Desk() {
  const page = useBridge((state) => state.page);
  return (
    <>
      <Rail />
      <main>
        <StaleBanner />
        {page === "calls" && <CallsPage />}
        {page === "queues" && <QueuesPage />}
        {page === "colleagues" && <ColleaguesPage />}
        {page === "history" && <HistoryPage />}
      </main>
      <OwnSide />
    </>
  );
}

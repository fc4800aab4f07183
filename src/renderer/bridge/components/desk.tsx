import { SearchBox } from "../../console/components/search-box.tsx";
import { StaleBanner } from "../../console/components/stale-banner.tsx";
import { useWrite } from "../../kit/text.ts";
import { CallsPage } from "./calls-page.tsx";
import { ColleaguesPage } from "./colleagues-page.tsx";
import { HistoryPage } from "./history-page.tsx";
import { OwnSide } from "./own-side.tsx";
import { QueuesPage } from "./queues-page.tsx";
import { Rail } from "./rail.tsx";
import { useShownPage } from "./shown-page.ts";

/** The desk of a signed-in agent: where to look, what is there, and on the right what is one's own. */
export function Desk() {
  const write = useWrite();
  const page = useShownPage();
  return (
    <>
      <Rail />
      <main>
        <StaleBanner />
        <header className="page-head">
          <h1>{write(`bridge.${page}`)}</h1>
          <SearchBox beside={page === "colleagues"} />
        </header>
        {page === "calls" && <CallsPage />}
        {page === "queues" && <QueuesPage />}
        {page === "colleagues" && <ColleaguesPage />}
        {page === "history" && <HistoryPage />}
      </main>
      <OwnSide />
    </>
  );
}

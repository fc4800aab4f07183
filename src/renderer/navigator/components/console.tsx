import { useContext, useEffect } from "react";
import { NavigatorContext, useNavigator } from "../context.ts";
import { followKeyboard } from "../keyboard.ts";
import { AnswerNext, Callers } from "./callers.tsx";
import { Colleagues } from "./colleagues.tsx";
import { CurrentCall } from "./current-call.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { OnHold } from "./on-hold.tsx";
import { QueueStrip } from "./queue-strip.tsx";
import { SettingsDialog } from "./settings-dialog.tsx";
import { StaleBanner } from "./stale-banner.tsx";
import { TopBar } from "./top-bar.tsx";

/** The console of a signed-in attendant. What the feed told fades while the feed is silent; the calls of our own phone do not. */
export function Console() {
  const navigator = useContext(NavigatorContext);
  const fresh = useNavigator((state) => state.linked && state.connection?.phase !== "lost");
  useEffect(() => (navigator ? followKeyboard(window, navigator) : undefined), [navigator]);
  return (
    <div className="console" data-fresh={fresh}>
      <TopBar />
      <StaleBanner />
      <main>
        <aside className="lines">
          <Callers />
          <OnHold />
          <AnswerNext />
        </aside>
        <div className="work">
          <CurrentCall />
          <Colleagues />
        </div>
      </main>
      <QueueStrip />
      <KeySheet />
      <SettingsDialog />
    </div>
  );
}

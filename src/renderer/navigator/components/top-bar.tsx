import { CircleQuestionMark, Headset, Monitor, Settings } from "lucide-react";
import { ConnectionState } from "../../console/components/connection-state.tsx";
import { OwnStatus } from "../../console/components/own-status.tsx";
import { PhoneState } from "../../console/components/phone-state.tsx";
import { SearchBox } from "../../console/components/search-box.tsx";
import { useActions, useConsole } from "../../console/context.ts";
import { useHints } from "../../console/key-hints.ts";
import { myself } from "../../console/view-model/state.ts";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";

/** Who I am, whether I can be called, what I search, and whether all of it is live. */
export function TopBar() {
  const write = useWrite();
  const hintFor = useHints();
  const { open } = useActions();
  const me = useConsole(myself);
  const company = useConsole((state) => state.identity?.companyName ?? null);
  return (
    <header className="top-bar">
      <div className="me">
        <b>{me?.name ?? company ?? write("app.navigator")}</b>
        <span>{me && [me.extension, me.department ?? company].filter(Boolean).join(" · ")}</span>
      </div>
      <OwnStatus />
      <PhoneState />
      <SearchBox />
      <ConnectionState />
      <div className="tools">
        <a
          className="button quiet icon-only"
          href="/bridge"
          target="_blank"
          rel="noopener"
          aria-label={write("app.bridge")}
          title={write("app.bridge")}
        >
          <Headset size={16} aria-hidden />
        </a>
        <a
          className="button quiet icon-only"
          href="/wall"
          target="_blank"
          rel="noopener"
          aria-label={write("app.wall-display")}
          title={write("app.wall-display")}
        >
          <Monitor size={16} aria-hidden />
        </a>
        <Button
          label={write("action.keys")}
          icon={CircleQuestionMark}
          iconOnly
          look="quiet"
          keys={hintFor("keys")}
          onPress={() => open("keys")}
        />
        <Button
          label={write("action.settings")}
          icon={Settings}
          iconOnly
          look="quiet"
          onPress={() => open("settings")}
        />
      </div>
    </header>
  );
}

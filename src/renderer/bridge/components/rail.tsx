import {
  CircleQuestionMark,
  History,
  LayoutGrid,
  type LucideIcon,
  Monitor,
  PanelsTopLeft,
  Phone,
  Settings,
  Users,
} from "lucide-react";
import type { Alarm } from "../../../shared/model/board.ts";
import { ConnectionState } from "../../console/components/connection-state.tsx";
import { PhoneState } from "../../console/components/phone-state.tsx";
import { useActions, useConsole } from "../../console/context.ts";
import { useHints } from "../../console/key-hints.ts";
import { myself } from "../../console/view-model/state.ts";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { type Page, pages } from "../view-model/bridge-model.ts";
import { waitingAlarm } from "../view-model/queue-figures.ts";
import { useGoTo, useShownPage } from "./shown-page.ts";

const icons: Readonly<Record<Page, LucideIcon>> = {
  calls: Phone,
  queues: LayoutGrid,
  colleagues: Users,
  history: History,
};

/** Where to look, the other windows, and whether I can be called and all of it is live. */
export function Rail() {
  const write = useWrite();
  const hintFor = useHints();
  const { open } = useActions();
  const me = useConsole(myself);
  const company = useConsole((state) => state.identity?.companyName ?? null);
  return (
    <aside className="rail" aria-label={write("app.bridge")}>
      <header>
        <b>{write("app.bridge")}</b>
        {company && <span>{company}</span>}
      </header>
      <nav aria-label={write("bridge.pages")}>
        {pages.map((page) => (
          <PageButton key={page} page={page} />
        ))}
      </nav>
      <div className="tools">
        <WindowLink href="/navigator" icon={PanelsTopLeft} name={write("app.navigator")} />
        <WindowLink href="/wall" icon={Monitor} name={write("app.wall-display")} />
        <Button
          label={write("action.keys")}
          icon={CircleQuestionMark}
          look="quiet"
          keys={hintFor("keys")}
          onPress={() => open("keys")}
        />
        <Button
          label={write("action.settings")}
          icon={Settings}
          look="quiet"
          onPress={() => open("settings")}
        />
      </div>
      <footer>
        {me && (
          <p className="me">
            <b>{me.name}</b>
            <span>{[me.extension, me.department].filter(Boolean).join(" · ")}</span>
          </p>
        )}
        <PhoneState />
        <ConnectionState />
      </footer>
    </aside>
  );
}

function PageButton({ page }: { readonly page: Page }) {
  const write = useWrite();
  const goTo = useGoTo();
  const shown = useShownPage();
  const Icon = icons[page];
  return (
    <button type="button" aria-current={page === shown ? "page" : undefined} onClick={() => goTo(page)}>
      <Icon size={16} aria-hidden />
      <span>{write(`bridge.${page}`)}</span>
      {page === "queues" && <WaitingInMine />}
      {page === "history" && <MissedToday />}
    </button>
  );
}

function WaitingInMine() {
  const write = useWrite();
  const count = useConsole(({ queues }) =>
    queues.reduce((sum, queue) => sum + (queue.myPriority === null ? 0 : queue.waiting), 0),
  );
  return <Badge count={count} alarm={waitingAlarm(count)} says={write("bridge.waiting", { count })} />;
}

function MissedToday() {
  const write = useWrite();
  const count = useConsole(({ history }) => history.filter(({ outcome }) => outcome === "missed").length);
  return <Badge count={count} alarm="red" says={write("bridge.missed", { count })} />;
}

interface BadgeProps {
  readonly count: number;
  readonly alarm: Alarm;
  /** The count in words. */
  readonly says: string;
}

function Badge({ count, alarm, says }: BadgeProps) {
  if (count === 0) return null;
  return (
    <span className={`badge-count number fades ${alarm}`}>
      <span aria-hidden>{count}</span>
      <span className="unseen">{says}</span>
    </span>
  );
}

interface WindowLinkProps {
  readonly href: string;
  readonly icon: LucideIcon;
  readonly name: string;
}

function WindowLink({ href, icon: Icon, name }: WindowLinkProps) {
  const write = useWrite();
  return (
    <a className="button quiet" href={href} target="_blank" rel="noopener" title={write("bridge.new-tab")}>
      <Icon size={16} aria-hidden />
      <span className="label">{name}</span>
    </a>
  );
}

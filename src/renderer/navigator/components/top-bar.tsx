import {
  CircleQuestionMark,
  LoaderCircle,
  type LucideIcon,
  MicOff,
  Monitor,
  Phone,
  PhoneOff,
  Settings,
} from "lucide-react";
import type { MessageKey } from "../../../shared/messages/message.ts";
import type { Phone as PhoneHealth } from "../../../shared/model/product-state.ts";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useNavigator } from "../context.ts";
import { hintFor } from "../keyboard.ts";
import { myself } from "../view-model/state.ts";
import { ConnectionState } from "./connection-state.tsx";
import { OwnStatus } from "./own-status.tsx";
import { SearchBox } from "./search-box.tsx";

/** Who I am, whether I can be called, what I search, and whether all of it is live. */
export function TopBar() {
  const write = useWrite();
  const { open } = useActions();
  const me = useNavigator(myself);
  const company = useNavigator((state) => state.identity?.companyName ?? null);
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

function PhoneState() {
  const write = useWrite();
  const phone = useNavigator((state) => state.phone);
  if (!phone) return null;
  const { key, icon: Icon, health } = phoneWords(phone);
  return (
    <span className={`pill phone ${health}`} title={phone.reason ?? undefined}>
      <Icon size={16} aria-hidden className={health === "coming" ? "spin" : undefined} />
      <span>{write(key)}</span>
    </span>
  );
}

interface PhoneWords {
  readonly key: MessageKey & `phone.${string}`;
  readonly icon: LucideIcon;
  readonly health: "well" | "coming" | "ill";
}

function phoneWords({ registration, audio }: PhoneHealth): PhoneWords {
  switch (registration) {
    case "none":
      return { key: "phone.none", icon: PhoneOff, health: "ill" };
    case "registering":
      return { key: "phone.registering", icon: LoaderCircle, health: "coming" };
    case "failed":
      return { key: "phone.failed", icon: PhoneOff, health: "ill" };
    case "registered":
      switch (audio) {
        case "ready":
          return { key: "phone.ready", icon: Phone, health: "well" };
        case "none":
          return { key: "phone.no-audio", icon: LoaderCircle, health: "coming" };
        case "microphone-denied":
        case "microphone-missing":
          return { key: `phone.${audio}`, icon: MicOff, health: "ill" };
      }
  }
}

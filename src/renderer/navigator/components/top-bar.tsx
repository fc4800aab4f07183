import { CircleQuestionMark, Mic, MicOff, Phone, PhoneOff, Settings } from "lucide-react";
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
        <span>{[me?.extension, me?.department ?? company].filter(Boolean).join(" · ")}</span>
      </div>
      <OwnStatus />
      <PhoneState />
      <SearchBox />
      <ConnectionState />
      <div className="tools">
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
  const { key, healthy } = phoneWords(phone);
  const Icon =
    phone.audio === "microphone-denied" || phone.audio === "microphone-missing"
      ? MicOff
      : key === "phone.no-audio"
        ? Mic
        : healthy
          ? Phone
          : PhoneOff;
  return (
    <span className={`pill phone ${healthy ? "" : "unhealthy"}`} title={phone.reason ?? undefined}>
      <Icon size={16} aria-hidden />
      <span>{write(key)}</span>
    </span>
  );
}

function phoneWords({ registration, audio }: PhoneHealth): {
  key: MessageKey & `phone.${string}`;
  healthy: boolean;
} {
  switch (registration) {
    case "none":
      return { key: "phone.none", healthy: false };
    case "registering":
      return { key: "phone.registering", healthy: false };
    case "failed":
      return { key: "phone.failed", healthy: false };
    case "registered":
      switch (audio) {
        case "ready":
          return { key: "phone.ready", healthy: true };
        case "none":
          return { key: "phone.no-audio", healthy: false };
        case "microphone-denied":
        case "microphone-missing":
          return { key: `phone.${audio}`, healthy: false };
      }
  }
}

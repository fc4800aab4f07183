import { LoaderCircle, type LucideIcon, MicOff, Phone, PhoneOff } from "lucide-react";
import type { MessageKey } from "../../../shared/messages/message.ts";
import type { Phone as PhoneHealth } from "../../../shared/model/product-state.ts";
import { useWrite } from "../../kit/text.ts";
import { useConsole } from "../context.ts";

/** Whether I can be called and heard. */
export function PhoneState() {
  const write = useWrite();
  const phone = useConsole((state) => state.phone);
  if (!phone) return null;
  const { key, icon: Icon, health } = phoneWords(phone);
  return (
    <span className={`pill phone ${health}`} title={phone.reason ?? undefined}>
      <Icon size={16} aria-hidden className={health === "coming" ? "spin" : undefined} />
      <span>
        {write(key)}
        {phone.registration === "failed" && phone.reason && `: ${phone.reason}`}
      </span>
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

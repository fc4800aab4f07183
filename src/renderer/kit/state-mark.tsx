import {
  BellRing,
  Circle,
  CircleDashed,
  CircleMinus,
  CircleParking,
  CircleQuestionMark,
  CircleSlash2,
  Clock,
  Contrast,
  type LucideIcon,
  Pause,
  PhoneCall,
  PhoneForwarded,
  PhoneOutgoing,
  TriangleAlert,
  Undo2,
} from "lucide-react";

/** The states that have a colour; each is told apart by its icon and, beside it, by its word too. */
export type Mark =
  | "free"
  | "ringing"
  | "talking"
  | "on-hold"
  | "wrap-up"
  | "no-calls"
  | "no-queue-calls"
  | "logged-out"
  | "unknown"
  | "waiting"
  | "returned"
  | "dialling"
  | "transferring"
  | "parked"
  | "alarm";

export type Tone = "free" | "ring" | "talk" | "hold" | "wrap" | "off" | "back" | "alarm" | "plain";

const looks: Readonly<
  Record<Mark, { readonly icon: LucideIcon; readonly tone: Tone; readonly filled?: true }>
> = {
  free: { icon: Circle, tone: "free", filled: true },
  ringing: { icon: BellRing, tone: "ring" },
  talking: { icon: PhoneCall, tone: "talk" },
  "on-hold": { icon: Pause, tone: "hold" },
  "wrap-up": { icon: Contrast, tone: "wrap" },
  "no-calls": { icon: CircleMinus, tone: "off" },
  "no-queue-calls": { icon: CircleSlash2, tone: "plain" },
  "logged-out": { icon: CircleDashed, tone: "off" },
  unknown: { icon: CircleQuestionMark, tone: "off" },
  waiting: { icon: Clock, tone: "plain" },
  returned: { icon: Undo2, tone: "back" },
  dialling: { icon: PhoneOutgoing, tone: "ring" },
  transferring: { icon: PhoneForwarded, tone: "hold" },
  parked: { icon: CircleParking, tone: "hold" },
  alarm: { icon: TriangleAlert, tone: "alarm" },
};

export const toneOf = (mark: Mark): Tone => looks[mark].tone;

/** A state's icon in its colour. Never without its word beside it. */
export function StateMark({ of }: { readonly of: Mark }) {
  const { icon: Icon, tone, filled } = looks[of];
  return <Icon size={16} aria-hidden className={`mark tone-${tone}${filled ? " filled" : ""}`} />;
}

import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { KeyHint } from "./keys.ts";

interface ButtonProps {
  readonly label: string;
  /** Not needed where it submits its form. */
  readonly onPress?: () => void;
  readonly submits?: boolean;
  readonly icon?: LucideIcon;
  readonly look?: "plain" | "primary" | "danger" | "quiet";
  readonly size?: "normal" | "small";
  readonly keys?: KeyHint | undefined;
  /** Its request is under way: it stays where it is and does nothing more. */
  readonly busy?: boolean | undefined;
  /** Why it cannot be used now; it stays reachable, so that the reason can be read. */
  readonly whyNot?: string | null | undefined;
  /** Only the icon is drawn; the label remains its name. */
  readonly iconOnly?: boolean;
  readonly pressed?: boolean;
}

/** A button that says what it does, which key does the same, whether it is at work and why it cannot be used. */
export function Button({
  label,
  onPress,
  submits = false,
  icon: Icon,
  look = "plain",
  size = "normal",
  keys,
  busy = false,
  whyNot = null,
  iconOnly = false,
  pressed,
}: ButtonProps) {
  const idle = busy || whyNot !== null;
  return (
    <button
      type={submits ? "submit" : "button"}
      className={`button ${look} ${size}${iconOnly ? " icon-only" : ""}`}
      aria-label={iconOnly ? label : undefined}
      aria-keyshortcuts={keys?.shortcuts}
      aria-disabled={idle || undefined}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      title={whyNot ?? (iconOnly ? label : undefined)}
      onClick={idle ? undefined : onPress}
    >
      {busy ? (
        <LoaderCircle size={16} className="spin" aria-hidden />
      ) : (
        Icon && <Icon size={16} aria-hidden />
      )}
      {!iconOnly && <span className="label">{label}</span>}
      {keys && !iconOnly && <kbd aria-hidden>{keys.shown}</kbd>}
    </button>
  );
}

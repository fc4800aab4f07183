import type { ReactNode } from "react";
import { Label, RadioGroup } from "react-aria-components";

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A radio for each option. */
  readonly children: ReactNode;
}

/** One of a few. */
export function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <RadioGroup className="choice" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <div className="options">{children}</div>
    </RadioGroup>
  );
}

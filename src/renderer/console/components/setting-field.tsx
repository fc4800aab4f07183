import { useId, useState } from "react";

interface SettingFieldProps {
  readonly label: string;
  readonly hint: string;
  /** What is said of a text that cannot be taken. */
  readonly wrong: string;
  readonly value: string;
  readonly isRight: (text: string) => boolean;
  readonly onChange: (text: string) => void;
}

/** A setting in words; taken over when the field is left or Enter is pressed, if it can be. */
export function SettingField({ label, hint, wrong, value, isRight, onChange }: SettingFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  const text = typed.trim();
  const right = isRight(text);
  const leave = () => {
    if (right && text !== value) onChange(text);
  };
  return (
    <>
      <label className="field">
        {label}
        <input
          type="text"
          spellCheck={false}
          value={typed}
          aria-invalid={!right}
          aria-describedby={id}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Enter") leave();
          }}
        />
      </label>
      <small id={id} role="status" className={right ? undefined : "tone-alarm"}>
        {right ? hint : wrong}
      </small>
    </>
  );
}

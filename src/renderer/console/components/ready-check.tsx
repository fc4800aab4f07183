import { CircleCheck, CircleX, Stethoscope } from "lucide-react";
import { useState } from "react";
import type { ReadyCheck as Check } from "../../../shared/model/ready-check.ts";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";

/** Looks at everything that must work before the first caller rings, and says what to do where something does not. */
export function ReadyCheck() {
  const write = useWrite();
  const { checkPhone } = useActions();
  const check = useConsole((state) => state.readyCheck);
  const [checking, setChecking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const problems = check?.parts.filter((part) => part.problem !== null).length ?? 0;
  const look = async () => {
    setChecking(true);
    const code = await checkPhone();
    setRefused(code && write(`refusal.${code}`));
    setChecking(false);
  };
  return (
    <section className="ready-check" aria-labelledby="ready-check">
      <h3 id="ready-check">{write("ready.title")}</h3>
      <div className="buttons">
        <Button label={write("ready.check")} icon={Stethoscope} busy={checking} onPress={() => void look()} />
        <span role="status">
          {checking
            ? write("ready.checking")
            : (refused ??
              (check &&
                (problems === 0 ? write("ready.all-well") : write("ready.problems", { count: problems }))))}
        </span>
      </div>
      {check && refused === null ? <Parts check={check} /> : <small>{write("ready.hint")}</small>}
    </section>
  );
}

function Parts({ check }: { readonly check: Check }) {
  const write = useWrite();
  return (
    <ul className="ready-parts">
      {check.parts.map(({ part, problem, tookMs }) => (
        <li key={part}>
          {problem ? (
            <CircleX size={16} aria-hidden className="tone-alarm" />
          ) : (
            <CircleCheck size={16} aria-hidden className="tone-free" />
          )}
          <span>
            {write(`ready.part.${part}`)}{" "}
            <b className={problem ? "tone-alarm" : "tone-free"}>
              {write(problem ? "ready.does-not-work" : "ready.works")}
            </b>
          </span>
          <span className="number">{write("ready.took", { ms: tookMs })}</span>
          {problem && <small>{write(`ready.${problem}`)}</small>}
        </li>
      ))}
    </ul>
  );
}

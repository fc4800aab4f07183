import { Download, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import type { TransferTarget } from "../../../shared/contract/requests.ts";
import type { UserId } from "../../../shared/model/ids.ts";
import type { RefusalCode } from "../../../shared/model/product-state.ts";
import { Button } from "../../kit/button.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { sameTarget, targetKey, typedNumber } from "../view-model/directory.ts";
import { EraseQuestion } from "./erase-question.tsx";

/** The export and the erasure of what is stored about a number or a colleague. */
export function PersonalDataForm() {
  const write = useWrite();
  const actions = useActions();
  const colleagues = useConsole((state) => state.colleagues);
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly UserId[]>([]);
  const [chosen, setChosen] = useState<TransferTarget | null>(null);
  const [step, setStep] = useState<"idle" | "busy" | "asking">("idle");
  const [outcome, setOutcome] = useState("");
  const field = useRef<HTMLInputElement>(null);

  const number = typedNumber(text);
  const meant: readonly TransferTarget[] = [
    ...(number === null ? [] : [{ number }]),
    ...found.map((userId) => ({ userId })),
  ];
  const who = meant.find((each) => sameTarget(each, chosen)) ?? (meant.length === 1 ? meant[0] : undefined);
  const nameOf = (target: TransferTarget) =>
    "number" in target ? target.number : (colleagues.get(target.userId)?.name ?? target.userId);
  const whyNot = who ? null : write("privacy.who.none");

  const type = async (typed: string) => {
    setText(typed);
    // Nothing is done about whom an earlier text meant.
    setFound([]);
    setChosen(null);
    setStep("idle");
    setOutcome("");
    const userIds = await actions.findColleagues(typed);
    // A later search may have overtaken this one.
    if (field.current?.value === typed) setFound(userIds);
  };

  const finish = (sentence: string) => {
    setOutcome(sentence);
    setStep("idle");
    field.current?.focus();
  };
  const refused = (code: RefusalCode) => finish(write(`refusal.${code}`));

  const save = async (target: TransferTarget) => {
    setStep("busy");
    const result = await actions.exportOf(target);
    if (!result.ok) return refused(result.refusal.code);
    // The name of a file is seen by many: it does not say whom it is about.
    const file = `binnacle-personal-data-${result.value.exportedAt.slice(0, 10)}.json`;
    saveFile(file, JSON.stringify(result.value, null, 2), "application/json");
    finish(write("privacy.exported", { file }));
  };

  const erase = async (target: TransferTarget) => {
    setStep("busy");
    const result = await actions.erase(target);
    if (!result.ok) return refused(result.refusal.code);
    const { history, notes, contacts, visits, liveCalls } = result.value;
    const live = liveCalls > 0 ? ` ${write("privacy.erased.live", { count: liveCalls })}` : "";
    finish(write("privacy.erased", { history, notes, contacts, visits }) + live);
  };

  return (
    <section className="privacy-form" aria-label={write("privacy.who")}>
      <label>
        {write("privacy.who")}
        <input
          ref={field}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          value={text}
          onChange={(event) => void type(event.currentTarget.value)}
        />
      </label>
      {meant.length > 1 && (
        <RadioGroup
          className="choice"
          value={who ? targetKey(who) : null}
          onChange={(key) => setChosen(meant.find((each) => targetKey(each) === key) ?? null)}
        >
          <Label>{write("privacy.who.meant")}</Label>
          <div className="options">
            {meant.map((each) => (
              <Radio key={targetKey(each)} value={targetKey(each)}>
                {nameOf(each)}
              </Radio>
            ))}
          </div>
        </RadioGroup>
      )}
      {step === "asking" && who ? (
        <EraseQuestion
          name={nameOf(who)}
          isNumber={"number" in who}
          onErase={() => void erase(who)}
          onCancel={() => finish("")}
        />
      ) : (
        <div className="buttons">
          <Button
            label={write("privacy.export")}
            icon={Download}
            busy={step === "busy"}
            whyNot={whyNot}
            onPress={() => who && void save(who)}
          />
          <Button
            label={write("privacy.erase")}
            icon={Trash2}
            look="danger"
            busy={step === "busy"}
            whyNot={whyNot}
            onPress={() => setStep("asking")}
          />
          {who && meant.length === 1 && <span className="meant">{nameOf(who)}</span>}
        </div>
      )}
      <p role="status">{outcome}</p>
    </section>
  );
}

import { useId, useRef, useState } from "react";
import { momentText } from "../../../shared/messages/formats.ts";
import type {
  ContactField,
  ContactImport,
  ImportPreview,
  ImportProblem,
} from "../../../shared/model/contact.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { ImportColumns } from "./import-columns.tsx";

/** A file that was chosen, and what an import of it would do. */
interface Chosen {
  readonly fileName: string;
  readonly text: string;
  readonly preview: ImportPreview;
}

type Step =
  | { readonly is: "idle"; readonly said: string | null; readonly problems: readonly ImportProblem[] }
  | { readonly is: "chosen"; readonly chosen: Chosen }
  | { readonly is: "importing"; readonly part: number };

const idle: Extract<Step, { is: "idle" }> = { is: "idle", said: null, problems: [] };

/** Address books: looked into before they are imported, and undone as a whole. */
export function ContactsDialog() {
  const write = useWrite();
  const { closeDialog } = useActions();
  const open = useConsole((state) => state.dialog === "contacts");
  return (
    <Dialog title={write("contacts.title")} open={open} onClose={closeDialog}>
      <p className="lead">{write("contacts.lead")}</p>
      <ContactImporter />
      <Imports />
    </Dialog>
  );
}

function ContactImporter() {
  const write = useWrite();
  const { readContactFile, previewContacts, importContacts } = useActions();
  const [step, setStep] = useState<Step>(idle);
  const input = useRef<HTMLInputElement>(null);

  const look = async (file: File) => {
    const text = await readContactFile(file);
    const preview = await previewContacts(text);
    const readable = preview.ok && (preview.value.contacts.length > 0 || preview.value.columns.length > 1);
    if (readable) setStep({ is: "chosen", chosen: { fileName: file.name, text, preview: preview.value } });
    else setStep({ ...idle, said: write("contacts.file-unreadable") });
  };

  const change = async (chosen: Chosen, fields: readonly ContactField[]) => {
    const preview = await previewContacts(chosen.text, fields);
    if (preview.ok) setStep({ is: "chosen", chosen: { ...chosen, preview: preview.value } });
  };

  const run = async ({ preview, ...book }: Chosen) => {
    setStep({ is: "importing", part: 0 });
    const fields = preview.columns.map(({ field }) => field);
    const done = await importContacts({ ...book, format: preview.format }, fields, (part) =>
      setStep({ is: "importing", part }),
    );
    setStep(
      done.ok
        ? { is: "idle", said: null, problems: done.value.problems }
        : { ...idle, said: write(`refusal.${done.refusal.code}`) },
    );
  };

  return (
    <div className="contact-import">
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,.vcf,text/csv,text/vcard"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void look(file);
        }}
      />
      <Button
        look={step.is === "chosen" ? "plain" : "primary"}
        label={write("contacts.choose-file")}
        busy={step.is === "importing"}
        onPress={() => input.current?.click()}
      />
      {step.is === "idle" && step.said !== null && (
        <p className="tone-alarm" role="status">
          {step.said}
        </p>
      )}
      {step.is === "idle" && step.problems.length > 0 && <Problems problems={step.problems} />}
      {step.is === "importing" && (
        <p role="status">
          {write("contacts.importing", { percent: Math.round(step.part * 100) })}
          <progress value={step.part} aria-hidden />
        </p>
      )}
      {step.is === "chosen" && (
        <>
          <b>{step.chosen.fileName}</b>
          <ImportColumns
            preview={step.chosen.preview}
            onChange={(fields) => void change(step.chosen, fields)}
          />
          <Problems problems={step.chosen.preview.problems} />
          <Button
            look="primary"
            label={write("contacts.import")}
            whyNot={step.chosen.preview.contacts.length === 0 ? write("contacts.preview.none") : null}
            onPress={() => void run(step.chosen)}
          />
        </>
      )}
    </div>
  );
}

const problemsShown = 20;

/** What is left out, by line, so that the file can be mended. */
function Problems({ problems }: { readonly problems: readonly ImportProblem[] }) {
  const write = useWrite();
  if (problems.length === 0) return null;
  return (
    <details className="import-problems">
      <summary>{write("contacts.problems", { count: problems.length })}</summary>
      <ul>
        {problems.slice(0, problemsShown).map(({ line, problem }) => (
          <li key={line}>
            {write("contacts.problem.line", { line, problem: write(`contacts.problem.${problem}`) })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Imports() {
  const write = useWrite();
  const imports = useConsole((state) => state.imports);
  const heading = useId();
  if (imports.length === 0) return null;
  return (
    <section className="imports" aria-labelledby={heading}>
      <h3 id={heading}>{write("contacts.imports")}</h3>
      <ul>
        {imports.map((each, at) => (
          <ImportLine key={each.importId} made={each} newest={at === 0} />
        ))}
      </ul>
    </section>
  );
}

function ImportLine({ made, newest }: { readonly made: ContactImport; readonly newest: boolean }) {
  const write = useWrite();
  const language = useLanguage();
  const { undoImport } = useActions();
  const [undoing, setUndoing] = useState(false);
  const { fileName, startedAt, state, added, updated, leftOut } = made;
  const moment = useClock((now) => momentText(language, startedAt, now));
  const counts = write("contacts.import.counts", { added, updated, leftOut });
  const undo = async () => {
    setUndoing(true);
    await undoImport(made.importId);
    setUndoing(false);
  };
  return (
    <li>
      <span>
        <b>{fileName}</b> {moment}
        <small>{state === "done" ? counts : `${counts} · ${write("contacts.import.reading")}`}</small>
      </span>
      <Button
        size="small"
        label={write("contacts.undo")}
        busy={undoing}
        whyNot={newest ? null : write("contacts.undo.hint")}
        onPress={() => void undo()}
      />
    </li>
  );
}

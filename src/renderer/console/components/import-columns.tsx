import { ContactField, type ImportPreview } from "../../../shared/model/contact.ts";
import { useWrite } from "../../kit/text.ts";

interface ImportColumnsProps {
  readonly preview: ImportPreview;
  readonly onChange: (fields: readonly ContactField[]) => void;
}

/** What each column holds, to be put right, and what becomes of the first lines by it. */
export function ImportColumns({ preview: { columns, contacts }, onChange }: ImportColumnsProps) {
  const write = useWrite();
  // A heading may stand there twice.
  const places = columns.map((column, place) => ({ ...column, place }));
  return (
    <>
      {columns.length > 0 && (
        <fieldset className="import-columns">
          <legend>{write("contacts.columns")}</legend>
          {places.map(({ heading, field, place }) => (
            <label key={place}>
              <span title={heading}>{heading}</span>
              <select
                value={field}
                onChange={(event) => {
                  const chosen = ContactField.parse(event.currentTarget.value);
                  onChange(columns.map((column, other) => (other === place ? chosen : column.field)));
                }}
              >
                {ContactField.options.map((option) => (
                  <option key={option} value={option}>
                    {write(`contacts.field.${option}`)}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </fieldset>
      )}
      <section className="import-preview" aria-label={write("contacts.preview")}>
        <h3>{write("contacts.preview")}</h3>
        {contacts.length === 0 ? (
          <p className="tone-alarm">{write("contacts.preview.none")}</p>
        ) : (
          <ul>
            {contacts.map(({ name, company, numbers }) => (
              <li key={`${name} ${numbers[0]?.number}`}>
                <b>{name}</b> {company !== name && company}
                <span className="number">{numbers[0]?.number}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

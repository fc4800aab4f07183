import { BookUser } from "lucide-react";
import { memo } from "react";
import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { targetKey } from "../view-model/directory.ts";
import { knownContact } from "../view-model/state.ts";
import { rowId } from "./directory-ids.ts";
import { useDrag, useTargetDrop } from "./drag.ts";
import { Highlighted } from "./highlighted.tsx";

interface ContactRowProps {
  readonly target: Extract<TransferTarget, { contactId: unknown }>;
  readonly index: number;
  readonly chosen: boolean;
  readonly searched: string;
}

/** Somebody outside, among the colleagues. */
export const ContactRow = memo(function ContactRow({ target, index, chosen, searched }: ContactRowProps) {
  const write = useWrite();
  const { choose } = useActions();
  const contact = useConsole((state) => knownContact(state, target.contactId));
  const dragging = useDrag({ kind: "person", person: target });
  const { zone } = useTargetDrop(target);
  if (!contact) return null;
  const company = contact.company !== contact.name ? contact.company : null;
  return (
    <div
      id={rowId(targetKey(target))}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={chosen}
      aria-label={[contact.name, company, write("contacts.contact")].filter(Boolean).join(", ")}
      className="colleague-row contact"
      onClick={() => choose(target)}
      {...dragging}
      {...zone}
    >
      <span aria-hidden className="icon">
        <BookUser size={16} aria-hidden />
      </span>
      <span role="rowheader" className="name">
        <Highlighted text={contact.name} searched={searched} />
      </span>
      <span role="gridcell" className="department">
        {company && <Highlighted text={company} searched={searched} />}
      </span>
      <span role="gridcell" className="number">
        {target.number}
      </span>
    </div>
  );
});

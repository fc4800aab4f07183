import type { RequestOutput } from "../../../shared/contract/requests.ts";
import type { ContactField, ContactFormat, ImportId, ImportProblem } from "../../../shared/model/contact.ts";
import { type Result, success } from "../../../shared/model/result.ts";
import type { Link } from "../../link/link.ts";

/** A piece of a file fits into a frame of the link. */
const pieceLength = 150_000;

/** What a person can do with a file of contacts; the answers are for who asked, so nothing of them goes into the window's state. */
export interface ImportActions {
  /** As UTF-8, or as Windows writes it where it is none. */
  readContactFile(file: File): Promise<string>;
  previewContacts(
    text: string,
    fields?: readonly ContactField[],
  ): Promise<Result<RequestOutput<"contacts.preview">>>;
  /** Answers the first problems; `progress` is told the part that is done. */
  importContacts(
    book: { readonly fileName: string; readonly text: string; readonly format: ContactFormat },
    fields: readonly ContactField[],
    progress: (part: number) => void,
  ): Promise<Result<{ readonly importId: ImportId; readonly problems: readonly ImportProblem[] }>>;
  undoImport(importId: ImportId): Promise<Result<unknown>>;
}

export function createImportActions(link: Link): ImportActions {
  return {
    async readContactFile(file) {
      const bytes = await file.arrayBuffer();
      try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      } catch {
        return new TextDecoder("windows-1252").decode(bytes);
      }
    },
    previewContacts: (text, fields) =>
      link.request("contacts.preview", {
        text: text.slice(0, pieceLength),
        ...(fields && { fields: [...fields] }),
      }),
    async importContacts({ fileName, text, format }, fields, progress) {
      const begun = await link.request("contact-import.begin", { fileName, format, fields: [...fields] });
      if (!begun.ok) return begun;
      const { importId } = begun.value;
      for (let at = 0; at < text.length; at += pieceLength) {
        const added = await link.request("contact-import.add", {
          importId,
          text: text.slice(at, at + pieceLength),
        });
        if (!added.ok) return added;
        progress(Math.min(1, (at + pieceLength) / text.length));
      }
      const ended = await link.request("contact-import.end", { importId });
      return ended.ok ? success({ importId, problems: ended.value.problems }) : ended;
    },
    undoImport: (importId) => link.request("contact-import.undo", { importId }),
  };
}

import { HardDrive } from "lucide-react";
import { storageSentences } from "../../../shared/messages/storage-words.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useConsole } from "../context.ts";

/** Says what is not kept, why, and what to do about it; nothing while all is well. */
export function StorageNotice() {
  const storage = useConsole((state) => state.storage);
  const language = useLanguage();
  const write = useWrite();
  const sentences = storageSentences(language, storage);
  if (sentences.length === 0) return null;
  return (
    <section className="storage-notice" aria-label={write("storage.region")}>
      <HardDrive size={16} aria-hidden />
      <div>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </section>
  );
}

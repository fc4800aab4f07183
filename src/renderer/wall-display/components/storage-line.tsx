import { HardDrive } from "lucide-react";
import { storageSentences } from "../../../shared/messages/storage-words.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useWall } from "../context.ts";

/** Says small what is not kept, why, and what to do about it; nothing while all is well. */
export function StorageLine() {
  const storage = useWall((state) => state.storage);
  const language = useLanguage();
  const write = useWrite();
  const sentences = storageSentences(language, storage);
  if (sentences.length === 0) return null;
  return (
    <section className="storage-line" aria-label={write("storage.region")}>
      <HardDrive aria-hidden />
      <p>{sentences.join(" ")}</p>
    </section>
  );
}

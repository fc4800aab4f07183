import { TriangleAlert } from "lucide-react";
import { listText } from "../../../shared/messages/formats.ts";
import type { Queue } from "../../../shared/model/queue.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";

/** Warns of queues that nobody is there to serve. */
export function UnservedQueues({ queues }: { readonly queues: readonly Queue[] }) {
  const write = useWrite();
  const language = useLanguage();
  const unserved = queues.filter(({ agentsLoggedIn }) => agentsLoggedIn === 0);
  if (unserved.length === 0) return null;
  const names = listText(
    language,
    unserved.map(({ name }) => name),
  );
  const count = unserved.reduce((sum, { waiting }) => sum + waiting, 0);
  return (
    <p className={`unserved ${count > 0 ? "tone-alarm" : "tone-ring"}`} role="status">
      <TriangleAlert size={16} aria-hidden />
      {count === 0
        ? write("bridge.unserved", { queues: names })
        : write("bridge.unserved.waiting", { queues: names, count })}
    </p>
  );
}

import { useWrite } from "../../kit/text.ts";

/** The queues with their figures, and who waits in them. */
export function QueuesPage() {
  const write = useWrite();
  return <section className="queues-page" aria-label={write("bridge.queues")} />;
}

import { useWrite } from "../../kit/text.ts";

/** My own calls, and the others of the company. */
export function CallsPage() {
  const write = useWrite();
  return <section className="calls-page" aria-label={write("bridge.calls")} />;
}

import { useWrite } from "../../kit/text.ts";
import { LiveCalls } from "./calls-live.tsx";
import { OwnCalls } from "./calls-own.tsx";

/** My own calls, and all of the company. */
export function CallsPage() {
  const write = useWrite();
  return (
    <section className="calls-page" aria-label={write("bridge.calls")}>
      <OwnCalls />
      <LiveCalls />
    </section>
  );
}

import { useWrite } from "../../kit/text.ts";

/** My calls of today. */
export function HistoryPage() {
  const write = useWrite();
  return <section className="history-page" aria-label={write("bridge.history")} />;
}

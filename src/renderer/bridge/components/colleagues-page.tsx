import { useWrite } from "../../kit/text.ts";

/** Everybody and how they are. */
export function ColleaguesPage() {
  const write = useWrite();
  return <section className="colleagues-page" aria-label={write("bridge.colleagues")} />;
}

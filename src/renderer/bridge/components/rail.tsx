import { useWrite } from "../../kit/text.ts";

/** The pages. */
export function Rail() {
  const write = useWrite();
  return <section className="rail" aria-label={write("bridge.pages")} />;
}

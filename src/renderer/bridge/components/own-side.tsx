import { useWrite } from "../../kit/text.ts";

/** My status, my call, and the last one. */
export function OwnSide() {
  const write = useWrite();
  return <section className="own-side" aria-label={write("bridge.own-side")} />;
}

import { Colleagues } from "../../console/components/colleagues.tsx";

/** Everybody and how they are, and since when. */
export function ColleaguesPage() {
  return <Colleagues timeInState />;
}

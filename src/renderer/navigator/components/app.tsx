import { LiveRegion } from "../../kit/live-region.tsx";
import { LanguageContext } from "../../kit/text.ts";
import { usePageLook } from "../../kit/theme.ts";
import { useNavigator } from "../context.ts";
import { Console } from "./console.tsx";
import { Notices } from "./notices.tsx";
import { SignIn } from "./sign-in.tsx";

/** The whole window: the sign-in page, or the console once there is a company to show. */
export function App() {
  const { language, theme } = useNavigator((state) => state.settings);
  const phase = useNavigator((state) => state.connection?.phase ?? null);
  const sentences = useNavigator((state) => state.sentences);
  usePageLook(theme, language);
  return (
    <LanguageContext value={language}>
      {phase !== null && (phase === "signed-out" || phase === "signing-in" ? <SignIn /> : <Console />)}
      <Notices />
      <LiveRegion sentences={sentences} />
    </LanguageContext>
  );
}

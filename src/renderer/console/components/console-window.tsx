import { type ReactNode, useContext, useLayoutEffect } from "react";
import { LiveRegion } from "../../kit/live-region.tsx";
import { LanguageContext } from "../../kit/text.ts";
import { usePageLook } from "../../kit/theme.ts";
import { ConsoleContext, useConsole } from "../context.ts";
import { followKeyboard } from "../keyboard.ts";
import { isFresh } from "../view-model/state.ts";
import { ContactsDialog } from "./contacts-dialog.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { LocalApiDialog } from "./local-api-dialog.tsx";
import { Notices } from "./notices.tsx";
import { PhoneDialog } from "./phone-dialog.tsx";
import { PrivacyDialog } from "./privacy-dialog.tsx";
import { ReadyNotice } from "./ready-notice.tsx";
import { SettingsDialog } from "./settings-dialog.tsx";
import { SignIn } from "./sign-in.tsx";
import { StorageNotice } from "./storage-notice.tsx";

/** A whole window of the console: the sign-in page, or its content once there is a company to show. */
export function ConsoleWindow({ children }: { readonly children: ReactNode }) {
  const { language, theme, density } = useConsole((state) => state.settings);
  const phase = useConsole((state) => state.connection?.phase ?? null);
  const sentences = useConsole((state) => state.sentences);
  usePageLook(theme, language);
  useLayoutEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return (
    <LanguageContext value={language}>
      <StorageNotice />
      <ReadyNotice />
      {phase !== null &&
        (phase === "signed-out" || phase === "signing-in" ? <SignIn /> : <SignedIn>{children}</SignedIn>)}
      <Notices />
      <LiveRegion sentences={sentences} />
    </LanguageContext>
  );
}

/** What the feed told fades while the feed is silent; the calls of our own phone do not. */
function SignedIn({ children }: { readonly children: ReactNode }) {
  const model = useContext(ConsoleContext);
  const fresh = useConsole(isFresh);
  // Before it is painted: a key that is pressed as soon as the window is there is not lost.
  useLayoutEffect(() => (model ? followKeyboard(window, model) : undefined), [model]);
  return (
    <div className="console" data-fresh={fresh}>
      {children}
      <KeySheet />
      <SettingsDialog />
      <PhoneDialog />
      <ContactsDialog />
      <PrivacyDialog />
      <LocalApiDialog />
    </div>
  );
}

import { BookUser, LogOut, Phone, Plug, ShieldCheck } from "lucide-react";
import { Radio } from "react-aria-components";
import { numberPlace } from "../../../shared/model/crm.ts";
import { Settings } from "../../../shared/model/product-state.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";
import { Choice } from "./choice.tsx";
import { SettingField } from "./setting-field.tsx";

const { language: Languages, theme: Themes, density: Densities, crmUrl: CrmUrl } = Settings.unwrap().shape;

/** Language and looks, the ways to further settings, and the way out. */
export function SettingsDialog() {
  const write = useWrite();
  const { closeDialog, open: openDialog, signOut } = useActions();
  const open = useConsole((state) => state.dialog === "settings");
  const connection = useConsole((state) => state.connection);
  const leaving = useConsole((state) => state.pending.has(pendingKey("session.sign-out")));
  const account = connection?.demo
    ? write("settings.account.demo")
    : write("settings.account.user", { name: connection?.username ?? "", server: connection?.server ?? "" });
  return (
    <Dialog title={write("settings.title")} open={open} onClose={closeDialog}>
      <LanguageChoice />
      <ThemeChoice />
      <DensityChoice />
      <RecordsField />
      <div className="buttons">
        <Button label={write("phone-setup.open")} icon={Phone} onPress={() => openDialog("phone")} />
        <Button label={write("contacts.open")} icon={BookUser} onPress={() => openDialog("contacts")} />
        <Button label={write("privacy.open")} icon={ShieldCheck} onPress={() => openDialog("privacy")} />
        <Button label={write("local-api.open")} icon={Plug} onPress={() => openDialog("local-api")} />
      </div>
      <footer>
        <span>{account}</span>
        <Button
          label={write("action.sign-out")}
          icon={LogOut}
          busy={leaving}
          onPress={() => {
            closeDialog();
            signOut();
          }}
        />
      </footer>
    </Dialog>
  );
}

export function LanguageChoice() {
  const write = useWrite();
  const { changeSettings } = useActions();
  const language = useConsole((state) => state.settings.language);
  return (
    <Choice
      label={write("settings.language")}
      value={language}
      onChange={(value) => changeSettings({ language: Languages.parse(value) })}
    >
      {Languages.options.map((option) => (
        <Radio key={option} value={option} lang={option}>
          {write(`settings.language.${option}`)}
        </Radio>
      ))}
    </Choice>
  );
}

function ThemeChoice() {
  const write = useWrite();
  const { changeSettings } = useActions();
  const theme = useConsole((state) => state.settings.theme);
  return (
    <Choice
      label={write("settings.theme")}
      value={theme}
      onChange={(value) => changeSettings({ theme: Themes.parse(value) })}
    >
      {Themes.options.map((option) => (
        <Radio key={option} value={option}>
          {write(`settings.theme.${option}`)}
        </Radio>
      ))}
    </Choice>
  );
}

function DensityChoice() {
  const write = useWrite();
  const { changeSettings } = useActions();
  const density = useConsole((state) => state.settings.density);
  return (
    <Choice
      label={write("settings.density")}
      value={density}
      onChange={(value) => changeSettings({ density: Densities.parse(value) })}
    >
      {Densities.options.map((option) => (
        <Radio key={option} value={option}>
          {write(`settings.density.${option}`)}
        </Radio>
      ))}
    </Choice>
  );
}

/** Where what is known of a customer is found. */
function RecordsField() {
  const write = useWrite();
  const { changeSettings } = useActions();
  const crmUrl = useConsole((state) => state.settings.crmUrl);
  return (
    <div className="set-up">
      <SettingField
        key={crmUrl}
        label={write("crm.address")}
        hint={write("crm.address.hint", { place: numberPlace })}
        wrong={write("crm.address.wrong", { place: numberPlace })}
        value={crmUrl}
        isRight={(text) => text === "" || (CrmUrl.safeParse(text).success && text.includes(numberPlace))}
        onChange={(text) => changeSettings({ crmUrl: text })}
      />
    </div>
  );
}

import { Compass, LogIn, TriangleAlert } from "lucide-react";
import { type FormEvent, useId } from "react";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";
import { LanguageChoice } from "./settings-dialog.tsx";

/** The door: a look around the demo, or one's own system. */
export function SignIn() {
  const write = useWrite();
  const { showMeAround, signIn } = useActions();
  const connection = useConsole((state) => state.connection);
  const openingDemo = useConsole((state) => state.pending.has(pendingKey("session.show-me-around")));
  const asking = useConsole((state) => state.pending.has(pendingKey("session.sign-in")));
  const ownRefusal = useConsole((state) => state.signInRefusal);
  const form = useId();

  const underWay = connection?.phase === "signing-in";
  const demoBusy = openingDemo || (underWay && connection.demo);
  const busy = asking || (underWay && !connection.demo);
  const refusal = demoBusy || busy ? null : (ownRefusal ?? connection?.refusal?.code ?? null);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy || demoBusy) return;
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "");
    signIn({ server: text("server").trim(), username: text("username").trim(), password: text("password") });
  };

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <header>
          <Compass size={32} aria-hidden className="brand" />
          <h1>{write("sign-in.title")}</h1>
          <p>{write("sign-in.lead")}</p>
        </header>
        <div className="demo">
          <Button
            look="primary"
            label={write("sign-in.demo")}
            busy={demoBusy}
            onPress={() => {
              if (!busy) showMeAround();
            }}
          />
          <p>{demoBusy ? write("sign-in.demo.busy") : write("sign-in.demo.hint")}</p>
        </div>
        <h2 id={form}>{write("sign-in.or")}</h2>
        <form aria-labelledby={form} onSubmit={submit}>
          <label>
            {write("sign-in.server")}
            <input
              name="server"
              required
              spellCheck={false}
              autoCapitalize="none"
              autoComplete="url"
              maxLength={255}
              defaultValue={connection?.demo ? "" : (connection?.server ?? "")}
              aria-describedby={`${form}-server`}
            />
            <small id={`${form}-server`}>{write("sign-in.server.hint")}</small>
          </label>
          <div className="pair">
            <label>
              {write("sign-in.username")}
              <input
                name="username"
                required
                spellCheck={false}
                autoCapitalize="none"
                autoComplete="username"
                maxLength={255}
                defaultValue={connection?.demo ? "" : (connection?.username ?? "")}
              />
            </label>
            <label>
              {write("sign-in.password")}
              <input
                name="password"
                type="password"
                required
                autoComplete="current-password"
                maxLength={1024}
              />
            </label>
          </div>
          <div role="alert" className="refusal">
            {refusal && (
              <>
                <TriangleAlert size={16} aria-hidden />
                {write(`refusal.${refusal}`)}
                {refusal === "server-elsewhere" && <strong>{connection?.refusal?.detail}</strong>}
              </>
            )}
          </div>
          <Button submits look="plain" label={write("sign-in.submit")} icon={LogIn} busy={busy} />
        </form>
      </div>
      <LanguageChoice />
    </main>
  );
}

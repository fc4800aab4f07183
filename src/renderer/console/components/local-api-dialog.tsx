import { Copy, KeyRound, Power } from "lucide-react";
import { useId, useRef, useState } from "react";
import { localApiAddress } from "../../../shared/model/local-api.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";

/** What the local API is, whether it is on, and its token just after it was made. */
export function LocalApiDialog() {
  const write = useWrite();
  const { closeDialog } = useActions();
  const open = useConsole((state) => state.dialog === "local-api");
  return (
    <Dialog title={write("local-api.title")} open={open} onClose={closeDialog}>
      <p className="lead">{write("local-api.lead")}</p>
      <Access />
    </Dialog>
  );
}

/** It lives as long as the dialog is open, and the token no longer. */
function Access() {
  const write = useWrite();
  const { openLocalApi, shutLocalApi } = useActions();
  const on = useConsole((state) => state.settings.localApi);
  const shutting = useConsole((state) => state.pending.has(pendingKey("local-api.shut")));
  const [opening, setOpening] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const [outcome, setOutcome] = useState("");

  const open = async () => {
    setOpening(true);
    setOutcome("");
    const result = await openLocalApi();
    setOpening(false);
    setToken(result.ok ? result.value.token : null);
    if (!result.ok) setOutcome(write(`refusal.${result.refusal.code}`));
  };
  return (
    <section className="privacy-form" aria-label={write("local-api.title")}>
      <p className="local-api-state" role="status">
        {write(on ? "local-api.on" : "local-api.off")} {outcome}
      </p>
      {on && <Copied what="address" text={localApiAddress} />}
      {on && token && <Token key={token} token={token} />}
      <div className="buttons">
        <Button
          label={write(on ? "local-api.new-token" : "local-api.switch-on")}
          icon={on ? KeyRound : Power}
          look={on ? "plain" : "primary"}
          busy={opening}
          onPress={() => void open()}
        />
        {on && (
          <Button
            label={write("local-api.switch-off")}
            icon={Power}
            busy={shutting}
            onPress={() => {
              setToken(null);
              shutLocalApi();
            }}
          />
        )}
      </div>
      {on && <small>{write("local-api.new-token.hint")}</small>}
    </section>
  );
}

function Token({ token }: { readonly token: string }) {
  const write = useWrite();
  return (
    <div className="local-api-token">
      <Copied what="token" text={token} />
      <small>{write("local-api.token.hint")}</small>
    </div>
  );
}

/** A text to take along. The copy is the field's own, which needs no permission for the clipboard in either host. */
function Copied({ what, text }: { readonly what: "address" | "token"; readonly text: string }) {
  const write = useWrite();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    field.current?.select();
    setCopied(document.execCommand("copy"));
  };
  return (
    <div className="copied">
      <label htmlFor={id}>{write(`local-api.${what}`)}</label>
      <span className="with-button">
        <input id={id} ref={field} type="text" readOnly value={text} />
        <Button label={write(`local-api.copy.${what}`)} icon={Copy} onPress={copy} />
        <span role="status">{copied ? write("local-api.copied") : ""}</span>
      </span>
    </div>
  );
}

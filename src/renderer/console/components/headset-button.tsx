import { Headset } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { askForHeadset } from "../../link/headset-grant.ts";

/** Asks the browser for a headset whose keys are to work; it remembers which it was. */
export function HeadsetButton() {
  const write = useWrite();
  const [outcome, setOutcome] = useState<string | null>(null);
  const connect = async () => {
    // A browser that refuses to ask is as one where none was chosen.
    const name = await askForHeadset().catch(() => null);
    setOutcome(name === null ? write("headset.none") : write("headset.connected", { name }));
  };
  return (
    <div className="headset">
      <div className="buttons">
        <Button label={write("headset.connect")} icon={Headset} onPress={() => void connect()} />
      </div>
      <small role="status">{outcome ?? write("headset.hint")}</small>
    </div>
  );
}

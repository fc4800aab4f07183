import type { RequestInput } from "../shared/contract/requests.ts";
import { actionOfKey, type KeyBindings } from "../shared/model/console-keys.ts";
import type { Panes } from "../shared/model/panes.ts";
import { refused, success } from "../shared/model/result.ts";
import type { UserData } from "./store/user-data.ts";

/** How a person set up keys and panes: kept here, and told to the windows. */
export function createSetUp(options: {
  userData: Pick<UserData, "settings" | "keyBindings" | "bindKey" | "resetKeys" | "panes" | "resizePanes">;
  /** Both as they are now. */
  changed(keyBindings: KeyBindings, panes: Panes): void;
}) {
  const { userData } = options;
  const profile = () => userData.settings().keyProfile;
  const keyBindings = () => userData.keyBindings(profile());
  /** Also after a change of the settings, which name the profile. */
  const tell = () => options.changed(keyBindings(), userData.panes());
  const done = () => {
    tell();
    return success({});
  };
  return {
    tell,
    requests: {
      "key-bindings.change"({ action, key }: RequestInput<"key-bindings.change">) {
        const holder = actionOfKey(keyBindings(), key);
        if (holder && holder !== action) return refused("key-taken", holder);
        userData.bindKey(profile(), action, key);
        return done();
      },
      "key-bindings.reset"() {
        userData.resetKeys(profile());
        return done();
      },
      "panes.resize"(change: RequestInput<"panes.resize">) {
        userData.resizePanes(change);
        return done();
      },
    },
  };
}

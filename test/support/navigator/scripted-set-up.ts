import type { RequestInput } from "../../../src/shared/contract/requests.ts";
import { defaultDeviceChoice } from "../../../src/shared/model/audio-devices.ts";
import { keyProfiles, withKey } from "../../../src/shared/model/console-keys.ts";
import type { ReadyCheck } from "../../../src/shared/model/ready-check.ts";
import type { Published } from "./scripted-product.ts";

const device = (deviceId: string, label: string) => ({ deviceId, label });

/** What is connected at a usual desk. */
export const deskDevices: Published["audio-devices"] = {
  inputs: [device("m1", "Jabra Evolve2 65 Mono"), device("m2", "Built-in microphone")],
  outputs: [device("s1", "Jabra Evolve2 65 Mono"), device("s2", "Built-in speakers")],
  chosen: defaultDeviceChoice,
};

export const readyPhone: ReadyCheck = {
  parts: [
    { part: "microphone", problem: null, tookMs: 512 },
    { part: "speaker", problem: null, tookMs: 341 },
    { part: "ringer", problem: null, tookMs: 338 },
    { part: "registration", problem: null, tookMs: 0 },
    { part: "path", problem: null, tookMs: 24 },
  ],
};

export const silentPhone: ReadyCheck = {
  parts: readyPhone.parts.map((each) =>
    each.part === "microphone"
      ? { ...each, problem: "silent" as const }
      : each.part === "path"
        ? { ...each, problem: "no-answer" as const, tookMs: 2_000 }
        : each,
  ),
};

/** What the product does with how a person sets up phone, keys and panes. */
export function scriptedSetUp(published: () => Published, publish: (change: Partial<Published>) => void) {
  const profile = () => published().settings.keyProfile ?? "function-keys";
  return {
    "settings.change": (settings: RequestInput<"settings.change">) => {
      publish({ settings });
      if (settings.keyProfile) publish({ "key-bindings": keyProfiles[settings.keyProfile] });
    },
    /** A key that is taken is for the test to refuse. */
    "key-bindings.change": ({ action, key }: RequestInput<"key-bindings.change">) =>
      publish({ "key-bindings": withKey(published()["key-bindings"], action, key) }),
    "key-bindings.reset": () => publish({ "key-bindings": keyProfiles[profile()] }),
    "panes.resize": (change: RequestInput<"panes.resize">) =>
      publish({ panes: { ...published().panes, ...change } }),
    "audio-devices.choose": (change: RequestInput<"audio-devices.choose">) => {
      const now = published()["audio-devices"];
      publish({ "audio-devices": { ...now, chosen: { ...now.chosen, ...change } } });
    },
    "phone.check": () => (published().phone.audio === "microphone-missing" ? silentPhone : readyPhone),
  };
}

import type { AudioEvent, AudioRequestInput } from "../../shared/contract/audio.ts";
import { type HidCollection, layOut, readBit, writeReport } from "./headset-reports.ts";

export type HeadsetKey = Extract<AudioEvent, { name: "headset.key" }>["value"]["key"];
type Shown = AudioRequestInput<"headset.show">;

export interface HidDevice {
  readonly opened: boolean;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
  addEventListener(
    name: "inputreport",
    listener: (event: HidInput) => void,
    options: { signal: AbortSignal },
  ): void;
}

export interface HidInput {
  readonly reportId: number;
  readonly data: DataView;
}

/** As much of WebHID's HID as is used: what this page may use already. */
export interface Hid {
  getDevices(): Promise<HidDevice[]>;
  addEventListener(
    name: "connect" | "disconnect",
    listener: (event: { readonly device: HidDevice }) => void,
  ): void;
}

export interface Headsets {
  /** Lights the lamps; a device that comes later shows it too. */
  show(next: Shown): Promise<void>;
  /** To be called when another may be used than before. */
  lookAgain(): void;
}

const TELEPHONY_PAGE = 0x0b;
const HOOK_SWITCH = 0x0b_0020;
const FLASH = 0x0b_0021;
const PHONE_MUTE = 0x0b_002f;

/** HID usage tables 1.5, chapters 11 (LED) and 14 (telephony): what each lamp, and the ringer, shows. */
const lamps: ReadonlyMap<number, keyof Shown> = new Map([
  [0x08_0009, "muted"],
  [0x08_0017, "offHook"],
  [0x08_0018, "ringing"],
  [0x08_0020, "onHold"],
  [0x0b_009e, "ringing"],
]);

/** Keys and lamps of the headsets that this page may use, told apart by what they say of their reports: no maker has a rule here. */
export function createHeadsets(options: {
  /** null: this browser knows none. */
  hid: Hid | null;
  onKey(key: HeadsetKey): void;
}): Headsets {
  const { hid, onKey } = options;
  const headsets = new Map<HidDevice, { light(): Promise<void>; leave(): void }>();
  let shown: Shown = { ringing: false, offHook: false, muted: false, onHold: false };

  async function attach(device: HidDevice) {
    if (headsets.has(device) || !device.collections.some(({ usagePage }) => usagePage === TELEPHONY_PAGE))
      return;
    const stop = new AbortController();
    const light = lampsOf(device, () => shown);
    headsets.set(device, { light, leave: () => stop.abort() });
    listenToKeys(device, { shown: () => shown, onKey, signal: stop.signal });
    try {
      if (!device.opened) await device.open();
      await light();
    } catch (cause) {
      console.error(`the headset is not used: ${cause}`);
    }
  }

  function detach(device: HidDevice) {
    headsets.get(device)?.leave();
    headsets.delete(device);
  }

  hid?.addEventListener("connect", ({ device }) => void attach(device));
  hid?.addEventListener("disconnect", ({ device }) => detach(device));
  const lookAgain = () =>
    void hid?.getDevices().then(
      (devices) => devices.map(attach),
      // Where pages may not use them, it is as if there were none.
      () => undefined,
    );
  lookAgain();

  return {
    lookAgain,
    async show(next) {
      shown = next;
      // One that is pulled out at this moment is no failure of the others.
      await Promise.allSettled([...headsets.values()].map(({ light }) => light()));
    },
  };
}

function lampsOf(device: HidDevice, shown: () => Shown): () => Promise<void> {
  const reports = device.collections
    .flatMap(({ outputReports = [] }) => outputReports.map(layOut))
    .filter(({ fields }) => fields.some(({ usage }) => lamps.has(usage)));
  return async () => {
    const isLit = (usage: number) => {
      const shows = lamps.get(usage);
      return shows !== undefined && shown()[shows];
    };
    for (const report of reports) await device.sendReport(report.reportId, writeReport(report, isLit));
  };
}

/**
 * A switch that is absolute tells its position: it is a key press where it is moved to another than what we show, since a headset
 * answers our lamps by moving its switch too. Any other tells its presses.
 */
function listenToKeys(
  device: HidDevice,
  options: { shown: () => Shown; onKey(key: HeadsetKey): void; signal: AbortSignal },
): void {
  const { shown, onKey, signal } = options;
  const reports = device.collections.flatMap(({ inputReports = [] }) => inputReports.map(layOut));
  const positions = new Map<number, boolean>();
  const isPress = (usage: number, isAbsolute: boolean, isOn: boolean): boolean => {
    if (!isAbsolute || usage === FLASH) return isOn && !positions.get(usage);
    const expected = usage === HOOK_SWITCH ? shown().offHook : shown().muted;
    return isOn !== (positions.get(usage) ?? expected) && isOn !== expected;
  };
  const read = ({ reportId, data }: HidInput) => {
    for (const { usage, bit, isAbsolute } of reports.find((each) => each.reportId === reportId)?.fields ??
      []) {
      const key = keyOf(usage);
      if (!key) continue;
      const isOn = readBit(data, bit);
      const pressed = isPress(usage, isAbsolute, isOn);
      positions.set(usage, isOn);
      if (pressed) onKey(key);
    }
  };
  device.addEventListener("inputreport", read, { signal });
}

function keyOf(usage: number): HeadsetKey | null {
  switch (usage) {
    case HOOK_SWITCH:
      return "hook";
    case PHONE_MUTE:
      return "mute";
    case FLASH:
      return "hold";
    default:
      return null;
  }
}

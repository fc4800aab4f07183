import { expect, test, vi } from "vitest";
import { createHeadsets, type Hid, type HidDevice, type HidInput } from "./headset.ts";
import type { HidCollection, HidItem } from "./headset-reports.ts";

const idle = { ringing: false, offHook: false, muted: false, onHold: false };

/**
 * Hook switch absolute, mute and flash relative, in report 2 after four bits that mean nothing; lamps in two reports, the ringer's
 * among them. As Microsoft and most makers do it.
 */
const desk: HidCollection = {
  usagePage: 0x0b,
  inputReports: [
    {
      reportId: 2,
      items: [
        { isConstant: true, reportSize: 1, reportCount: 4 },
        { usages: [0x0b0020], isAbsolute: true, reportSize: 1, reportCount: 1 },
        { usages: [0x0b002f, 0x0b0021], isAbsolute: false, reportSize: 1, reportCount: 2 },
        { isConstant: true, reportSize: 1, reportCount: 9 },
      ],
    },
  ],
  outputReports: [
    {
      reportId: 3,
      items: [
        { isRange: true, usageMinimum: 0x080017, reportSize: 1, reportCount: 2 },
        { usages: [0x080009], reportSize: 1, reportCount: 1 },
      ],
    },
    {
      reportId: 4,
      items: [
        { usages: [0x080099], reportSize: 8, reportCount: 1 },
        { usages: [0x080020, 0x0b009e], reportSize: 1, reportCount: 2 },
      ],
    },
  ],
};
const HOOK = 1 << 4;
const MUTE = 1 << 5;
const FLASH = 1 << 6;

const withAbsoluteMute: HidCollection = {
  usagePage: 0x0b,
  inputReports: [{ reportId: 0, items: [bit(0x0b002f, true)] }],
};

function bit(usage: number, isAbsolute: boolean): HidItem {
  return { usages: [usage], isAbsolute, reportSize: 1, reportCount: 1 };
}

/** A headset as WebHID shows it; `follows` moves its hook switch as its lamp says, as real ones do. */
function madeUpHeadset(collection: HidCollection, options: { follows?: boolean } = {}) {
  const listeners = new Set<(event: HidInput) => void>();
  const lamps = new Map<number, number[]>();
  const press = (bits: number, reportId = 2) => {
    const data = new DataView(Uint8Array.of(bits, 0).buffer);
    for (const listener of listeners) listener({ reportId, data });
  };
  let opened = false;
  const device: HidDevice = {
    collections: [collection],
    get opened() {
      return opened;
    },
    async open() {
      opened = true;
    },
    async sendReport(reportId, data) {
      if (!opened) throw new Error("not open");
      lamps.set(reportId, [...data]);
      if (options.follows && reportId === 3) press((data[0] ?? 0) & 1 ? HOOK : 0);
    },
    addEventListener(_name, listener, { signal }) {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener));
    },
  };
  return { device, press, lamps, listeners };
}

function madeUpHid(...devices: HidDevice[]) {
  const listeners = new Map<string, (event: { device: HidDevice }) => void>();
  const hid: Hid = {
    getDevices: async () => devices,
    addEventListener: (name, listener) => void listeners.set(name, listener),
  };
  const tell = (name: "connect" | "disconnect", device: HidDevice) => listeners.get(name)?.({ device });
  return { hid, tell };
}

async function attached(collection: HidCollection, options: { follows?: boolean } = {}) {
  const keys: string[] = [];
  const headset = madeUpHeadset(collection, options);
  const { hid, tell } = madeUpHid(headset.device);
  const headsets = createHeadsets({ hid, onKey: (key) => keys.push(key) });
  await vi.waitFor(() => expect(headset.device.opened).toBe(true));
  return { ...headset, ...headsets, keys, tell };
}

test("the lamps of a headset show the call, each at its place in its report", async () => {
  const { show, lamps } = await attached(desk);
  await show({ ...idle, ringing: true });
  expect(lamps).toEqual(
    new Map([
      [3, [0b010]],
      [4, [0, 0b10]],
    ]),
  );
  await show({ ringing: false, offHook: true, muted: true, onHold: true });
  expect(lamps).toEqual(
    new Map([
      [3, [0b101]],
      [4, [0, 0b01]],
    ]),
  );
});

test("the hook key answers and hangs up, and a headset that follows its lamp presses nothing", async () => {
  const { show, press, keys } = await attached(desk, { follows: true });
  await show({ ...idle, ringing: true });
  press(HOOK);
  expect(keys).toEqual(["hook"]);
  await show({ ...idle, offHook: true });
  await show(idle);
  await show({ ...idle, offHook: true });
  expect(keys).toEqual(["hook"]);
  press(0);
  expect(keys).toEqual(["hook", "hook"]);
  await show(idle);
  expect(keys).toEqual(["hook", "hook"]);
});

test("mute and hold are told once for each press, whichever way the call was muted last", async () => {
  const { show, press, keys } = await attached(desk);
  await show({ ...idle, offHook: true });
  press(HOOK | MUTE);
  press(HOOK);
  await show({ ...idle, offHook: true, muted: true });
  press(HOOK | MUTE);
  press(HOOK);
  press(HOOK | FLASH);
  press(HOOK);
  expect(keys).toEqual(["mute", "mute", "hold"]);
});

test("a mute switch that has a position is a key press where it differs from the call", async () => {
  const { show, press, keys } = await attached(withAbsoluteMute);
  press(1, 0);
  await show({ ...idle, offHook: true, muted: true });
  press(1, 0);
  expect(keys).toEqual(["mute"]);
  press(0, 0);
  expect(keys).toEqual(["mute", "mute"]);
});

test("a headset that comes later shows the call at once, and one that is gone tells nothing more", async () => {
  const { hid, tell } = madeUpHid();
  const keys: string[] = [];
  const { show } = createHeadsets({ hid, onKey: (key) => keys.push(key) });
  await show({ ...idle, offHook: true });
  const late = madeUpHeadset(desk);
  tell("connect", late.device);
  await vi.waitFor(() => expect(late.lamps.get(3)).toEqual([1]));
  tell("disconnect", late.device);
  expect(late.listeners.size).toBe(0);
  tell("connect", late.device);
  late.press(HOOK | FLASH);
  expect(keys).toEqual(["hold"]);
});

test("what is no headset is left alone, and a browser without headsets shows nothing", async () => {
  const keyboard = madeUpHeadset({ ...desk, usagePage: 0x01 });
  const { hid } = madeUpHid(keyboard.device);
  await createHeadsets({ hid, onKey() {} }).show({ ...idle, ringing: true });
  expect(keyboard.listeners.size).toBe(0);
  await createHeadsets({ hid: null, onKey() {} }).show({ ...idle, ringing: true });
});

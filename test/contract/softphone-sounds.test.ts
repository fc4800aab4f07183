import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { goertzel } from "../../src/exchange/media/tone.ts";
import { firstOf, type SoftphoneBench, softphoneBench } from "../support/softphone-bench.ts";

let bench: SoftphoneBench;

beforeEach(async () => {
  bench = await softphoneBench();
});

afterEach(() => bench.close());

test("who dials hears the other side ring until it answers", async () => {
  const { page } = await bench.ready();
  const { call, party } = await bench.dial("214");
  expect(page.tone).toBeNull();
  call.leg.ring();
  await vi.waitFor(() => expect(page.tone).toBe("ringback"));
  call.leg.answer();
  await vi.waitFor(() => expect(page.tone).toBeNull());
  await bench.bothHear(page, party);
});

test("what the other side plays before it answers is heard in place of a ringback, and so is the answer", async () => {
  const { page } = await bench.ready();
  const { call, party } = await bench.dial("0850000000");
  call.leg.ring();
  await vi.waitFor(() => expect(page.tone).toBe("ringback"));
  const stop = bench.every20ms((frame) => call.leg.playEarly(frame));
  await vi.waitFor(() => expect(goertzel(page.heard(), 600)).toBeGreaterThan(0.9), 8_000);
  expect(page.tone).toBeNull();
  expect(bench.only("dialling").answeredAt).toBeNull();
  stop();
  call.leg.answer();
  await vi.waitFor(() => bench.only("talking"));
  await bench.bothHear(page, party);
});

test.each([
  ["busy", "busy"],
  ["declined", null],
  ["no-answer", null],
] as const)("a call that ends as %s leaves the tone %s", async (cause, tone) => {
  const { page } = await bench.ready();
  const { call } = await bench.dial("214");
  call.leg.ring();
  await vi.waitFor(() => expect(page.tone).toBe("ringback"));
  call.leg.end(cause);
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
  await vi.waitFor(() => expect(page.tone).toBe(tone));
});

test("no tone is heard over a call, but that somebody else calls", async () => {
  const { page } = await bench.ready();
  const caller = await bench.answered("1");
  const talking = bench.only("talking").phoneCallId;
  const second = bench.ring("2");
  await vi.waitFor(() => expect(page.tone).toBe("call-waiting"));
  expect(page.ringing).toBe(false);
  second.leg.end("cancelled");
  await vi.waitFor(() => expect(page.tone).toBeNull());
  const { call } = await bench.dial("214");
  call.leg.ring();
  await vi.waitFor(() => expect(page.tone).toBe("ringback"));
  await bench.softphone.resume(talking);
  expect(page.tone).toBeNull();
  call.leg.end("busy");
  await vi.waitFor(() => expect(bench.calls).toHaveLength(1));
  expect(page.tone).toBeNull();
  caller.leg.end("hung-up");
});

test("a caller who waits while we talk rings once we do not talk any more", async () => {
  const { page } = await bench.ready();
  const caller = await bench.answered("1");
  bench.ring("2");
  await vi.waitFor(() => expect(page.tone).toBe("call-waiting"));
  caller.leg.end("hung-up");
  await vi.waitFor(() => expect(page).toMatchObject({ ringing: true, tone: null }));
});

test("key presses go with the sound, and where that cannot be in requests, in order", async () => {
  const { page } = await bench.ready();
  const { call, party } = await bench.dial("214");
  call.leg.answer();
  const { phoneCallId } = await vi.waitFor(() => bench.only("talking"));
  page.takesDigits = true;
  await bench.softphone.sendDigits(phoneCallId, "15#");
  expect(page.asked["peer.digits"]?.digits).toBe("15#");
  expect(party.digits).toEqual([]);
  page.takesDigits = false;
  expect(await bench.softphone.sendDigits(phoneCallId, "0159*#")).toMatchObject({ ok: true });
  expect(party.digits).toEqual(["0", "1", "5", "9", "*", "#"]);
});

test("a menu that speaks before it answers takes key presses, a caller on hold none", async () => {
  const { page } = await bench.ready();
  page.takesDigits = true;
  const { call } = await bench.dial("0850000000");
  bench.every20ms((frame) => call.leg.playEarly(frame));
  await vi.waitFor(() => expect(page.heard().length).toBeGreaterThan(0));
  expect(await bench.softphone.sendDigits(bench.only("dialling").phoneCallId, "1")).toMatchObject({
    ok: true,
  });
  call.leg.answer();
  const { phoneCallId } = await vi.waitFor(() => bench.only("talking"));
  await bench.softphone.hold(phoneCallId);
  const refusal = { code: "wrong-call-state" };
  expect(await bench.softphone.sendDigits(phoneCallId, "1")).toMatchObject({ refusal });
});

test("the headset shows what goes on, and its keys answer, mute, hold and hang up", async () => {
  const { page } = await bench.ready();
  const press = (key: "hook" | "mute" | "hold") => page.tell({ name: "headset.key", value: { key } });
  const shown = () => page.asked["headset.show"];
  const caller = bench.ring("1");
  await vi.waitFor(() =>
    expect(shown()).toEqual({ ringing: true, offHook: false, muted: false, onHold: false }),
  );
  press("hook");
  await vi.waitFor(() => bench.only("talking"));
  expect(shown()).toEqual({ ringing: false, offHook: true, muted: false, onHold: false });
  press("mute");
  await vi.waitFor(() => expect(shown()?.muted).toBe(true));
  press("mute");
  await vi.waitFor(() => expect(shown()?.muted).toBe(false));
  press("hold");
  await vi.waitFor(() => expect(shown()).toMatchObject({ offHook: false, onHold: true }));
  press("hold");
  await vi.waitFor(() => bench.only("talking"));
  expect(caller.holds).toEqual([true, false]);
  bench.ring("2");
  await vi.waitFor(() => expect(shown()?.ringing).toBe(true));
  press("hook");
  await vi.waitFor(() => expect(bench.only("talking").coreCallId).toBe("2"));
  press("hook");
  await vi.waitFor(() => expect(bench.calls).toHaveLength(1));
  expect(caller.ends).toEqual([]);
  expect(firstOf(bench.calls).state).toBe("on-hold");
});

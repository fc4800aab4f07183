import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { firstOf, type SoftphoneBench, softphoneBench } from "../support/softphone-bench.ts";
import { tcpWire } from "../support/tcp-wire.ts";

const soon = { timeout: 8_000, interval: 20 };
let bench: SoftphoneBench;
beforeEach(async () => {
  bench = await softphoneBench();
});
afterEach(() => bench.close());

/** A phone whose way to the exchange can break, in a call. */
async function talking() {
  const { port, hostname } = new URL(bench.server.url);
  const wire = await tcpWire({ port: Number(port), hostname });
  onTestFinished(() => wire.close());
  await bench.signIn("secret", { webSocketUrl: bench.server.url.replace(port, String(wire.port)) });
  const { page, detach } = bench.attach("ready");
  const caller = await bench.answered("1");
  await bench.bothHear(page, caller);
  return { wire, page, detach, caller };
}

const registered = (state = "registered") =>
  vi.waitFor(() => expect(bench.phone.registration).toBe(state), { timeout: 20_000, interval: 20 });

test("a call goes on with its sound while the way to the exchange is broken, and is held and ended afterwards", {
  timeout: 60_000,
}, async () => {
  const { wire, page, caller } = await talking();
  wire.cut();
  const brokenAt = Date.now();
  await registered("registering");
  expect(bench.phone.reason).not.toBeNull();
  await bench.bothHear(page, caller);
  const { phoneCallId } = bench.only("talking");
  expect(await bench.softphone.hold(phoneCallId)).toMatchObject({ refusal: { code: "phone-failed" } });
  await bench.bothHear(page, caller);
  while (Date.now() - brokenAt < 20_000) await bench.bothHear(page, caller);
  wire.mend();
  await registered();
  expect(await bench.softphone.hold(phoneCallId)).toMatchObject({ ok: true });
  expect(caller.holds.at(-1)).toBe(true);
  await bench.softphone.resume(phoneCallId);
  await bench.bothHear(page, caller);
  await bench.softphone.hangUp(phoneCallId);
  await vi.waitFor(() => expect(caller.ends).toEqual(["hung-up"]), soon);
  expect(bench.failed).toEqual([]);
});

test("who hangs up while the way is broken is free at once, and the other side hears of it once it is mended", async () => {
  const { wire, page, caller } = await talking();
  wire.cut();
  await registered("registering");
  await bench.softphone.hangUp(bench.only("talking").phoneCallId);
  expect(bench.calls).toEqual([]);
  await vi.waitFor(() => expect(page.peerIds()).toEqual([]), soon);
  expect(caller.ends).toEqual([]);
  wire.mend();
  await vi.waitFor(() => expect(caller.ends).toEqual(["hung-up"]), { timeout: 15_000 });
  expect(bench.calls).toEqual([]);
});

test("who hangs up into a line that is dead though it looks open is heard once there is another", {
  timeout: 30_000,
}, async () => {
  const { wire, caller } = await talking();
  wire.freeze();
  await bench.softphone.hangUp(bench.only("talking").phoneCallId);
  expect(bench.calls).toEqual([]);
  bench.softphone.lookAgain();
  await vi.waitFor(() => expect(caller.ends).toEqual(["hung-up"]), { timeout: 20_000 });
});

test("whoever hangs up meanwhile is gone when the way is mended", async () => {
  const { wire, caller } = await talking();
  wire.cut();
  await registered("registering");
  caller.leg.end("hung-up");
  wire.mend();
  await vi.waitFor(() => expect(bench.calls).toEqual([]), { timeout: 15_000 });
});

test("a line that is dead though it looks open is replaced within seconds of waking up, and the call goes on", {
  timeout: 40_000,
}, async () => {
  const { wire, page, caller } = await talking();
  wire.freeze();
  bench.sleep(600_000);
  await registered("registering");
  await registered();
  await bench.bothHear(page, caller);
  expect(await bench.softphone.hold(bench.only("talking").phoneCallId)).toMatchObject({ ok: true });
  expect(caller.holds).toEqual([true]);
});

test("a call that the exchange has lost ends visibly once it is back, and the next one works", {
  timeout: 40_000,
}, async () => {
  const { wire, page } = await talking();
  // As where it is killed: no farewell comes through.
  wire.cut();
  const port = Number(new URL(bench.server.url).port);
  await bench.server.close();
  await registered("registering");
  expect(bench.only("talking").phoneCallId).toBeTruthy();
  await bench.restart(port);
  wire.mend();
  await registered();
  await vi.waitFor(() => expect(bench.calls).toEqual([]), soon);
  expect(bench.failed).toEqual([{ name: "Ms Jansen", reason: "lost" }]);
  const next = await bench.answered("2");
  await bench.bothHear(page, next);
});

test("a refused password is tried once more and then told, with its reason, until the next sign-in", async () => {
  await bench.ready();
  bench.changePassword("another");
  bench.softphone.lookAgain();
  await registered("failed");
  expect(bench.phone.reason).toMatch(/^40[13] /);
  bench.softphone.lookAgain();
  expect(bench.phone.registration).toBe("failed");
  expect(await bench.signIn("another")).toMatchObject({ ok: true });
  expect(firstOf([bench.phone])).toMatchObject({ registration: "registered", reason: null });
});

test("sound that is gone for some seconds is looked for elsewhere, and sound that comes back by itself is left alone", async () => {
  const { page } = await bench.ready();
  const caller = await bench.answered("1");
  await bench.bothHear(page, caller);
  const [peerId = ""] = page.peerIds();
  page.tell({ name: "peer.connection", value: { peerId, state: "disconnected" } });
  expect(bench.only("talking").audio).toBe("lost");
  page.tell({ name: "peer.connection", value: { peerId, state: "connected" } });
  expect(bench.only("talking").audio).toBe("flowing");
  page.tell({ name: "peer.connection", value: { peerId, state: "disconnected" } });
  await vi.waitFor(() => expect(page.iceRestarts).toBe(1), soon);
  await bench.bothHear(page, caller);
});

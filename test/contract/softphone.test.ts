import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { firstOf, type SoftphoneBench, softphoneBench } from "../support/softphone-bench.ts";

let bench: SoftphoneBench;

beforeEach(async () => {
  bench = await softphoneBench();
});

afterEach(() => bench.close());

test("the phone registers, says so, and leaves when it signs out", async () => {
  expect(await bench.signIn()).toEqual({ ok: true, value: undefined });
  expect(bench.phone.registration).toBe("registered");
  expect(bench.server.registered("201")).toBe(true);
  await bench.softphone.signOut();
  expect(bench.server.registered("201")).toBe(false);
  expect(bench.phone.registration).toBe("none");
});

test("a wrong password is refused and never tried again", async () => {
  const refusal = { code: "phone-failed", detail: "403 Forbidden" };
  expect(await bench.signIn("guess")).toEqual({ ok: false, refusal });
  expect(bench.phone).toMatchObject({ registration: "failed", reason: "403 Forbidden" });
});

test("a phone whose exchange went and came back registers again", async () => {
  await bench.signIn();
  const port = Number(new URL(bench.server.url).port);
  await bench.server.close();
  await vi.waitFor(() => expect(bench.phone).toMatchObject({ registration: "registering" }));
  await bench.restart(port);
  await vi.waitFor(() => expect(bench.phone.registration).toBe("registered"), 10_000);
  expect(bench.server.registered("201")).toBe(true);
});

test("a caller rings, is answered and heard both ways, and ends", async () => {
  const { page } = await bench.ready();
  const caller = bench.ring("call/1");
  const incoming = await vi.waitFor(() => bench.only("incoming"));
  expect(incoming).toMatchObject({
    coreCallId: "call/1",
    remote: { number: "+31201234567", name: "Ms Jansen" },
  });
  await vi.waitFor(() => expect(page.ringing).toBe(true));
  expect(await bench.softphone.answer(incoming.phoneCallId)).toEqual({ ok: true, value: undefined });
  expect(bench.only("talking").answeredAt).not.toBeNull();
  await vi.waitFor(() => expect(page.ringing).toBe(false));
  await bench.bothHear(page, caller);
  expect(bench.only("talking").audio).toBe("flowing");
  caller.leg.end("hung-up");
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
});

test("a caller who is declined hears so, and one who gives up stops ringing", async () => {
  const { page } = await bench.ready();
  const declined = bench.ring("1");
  await bench.softphone.hangUp((await vi.waitFor(() => bench.only("incoming"))).phoneCallId);
  await vi.waitFor(() => expect(declined.ends).toEqual(["declined"]));
  const impatient = bench.ring("2");
  await vi.waitFor(() => expect(page.ringing).toBe(true));
  impatient.leg.end("cancelled");
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
  await vi.waitFor(() => expect(page.ringing).toBe(false));
});

test("the connection for the sound is there before a caller is answered, and goes with one who gives up", async () => {
  const { page } = await bench.ready();
  const impatient = bench.ring("1");
  await vi.waitFor(() => expect(page.peerIds()).toHaveLength(1));
  impatient.leg.end("cancelled");
  await vi.waitFor(() => expect(page.peerIds()).toEqual([]));
  bench.ring("2");
  const prepared = await vi.waitFor(() => {
    expect(page.peerIds()).toHaveLength(1);
    return page.peerIds();
  });
  await bench.softphone.answer(bench.only("incoming").phoneCallId);
  expect(page.peerIds()).toEqual(prepared);
});

test("nobody is answered without a microphone, and the caller keeps ringing", async () => {
  await bench.signIn();
  bench.ring("1");
  const { phoneCallId } = await vi.waitFor(() => bench.only("incoming"));
  expect(await bench.softphone.answer(phoneCallId)).toMatchObject({ refusal: { code: "no-phone" } });
  bench.attach("denied");
  expect(bench.phone.audio).toBe("microphone-denied");
  expect(await bench.softphone.answer(phoneCallId)).toMatchObject({ refusal: { code: "no-microphone" } });
  expect(bench.only("incoming").phoneCallId).toBe(phoneCallId);
});

test("a caller on hold hears nothing of the operator until taken back", async () => {
  const { page } = await bench.ready();
  const caller = await bench.answered("1");
  await bench.bothHear(page, caller);
  const { phoneCallId } = bench.only("talking");
  expect(await bench.softphone.hold(phoneCallId)).toMatchObject({ ok: true });
  expect(bench.only("on-hold").phoneCallId).toBe(phoneCallId);
  expect(caller.holds).toEqual([true]);
  caller.forget();
  await vi.waitFor(() => expect(caller.quietMs()).toBeGreaterThan(300));
  expect(await bench.softphone.resume(phoneCallId)).toMatchObject({ ok: true });
  expect(caller.holds).toEqual([true, false]);
  await bench.bothHear(page, caller);
});

test("a muted operator is not heard, also after hold, until unmuted", async () => {
  const { page } = await bench.ready();
  const caller = await bench.answered("1");
  await bench.bothHear(page, caller);
  const { phoneCallId } = bench.only("talking");
  await bench.softphone.mute(phoneCallId, true);
  await bench.softphone.hold(phoneCallId);
  await bench.softphone.resume(phoneCallId);
  expect(bench.only("talking").muted).toBe(true);
  caller.forget();
  await vi.waitFor(() => expect(caller.quietMs()).toBeGreaterThan(300));
  await bench.softphone.mute(phoneCallId, false);
  await bench.bothHear(page, caller);
});

test("answering a second caller puts the first on hold, and nothing rings while talking", async () => {
  const { page } = await bench.ready();
  const first = await bench.answered("1");
  const talking = bench.only("talking").phoneCallId;
  bench.ring("2");
  const second = await vi.waitFor(() => bench.only("incoming").phoneCallId);
  expect(page.ringing).toBe(false);
  await bench.softphone.answer(second);
  expect(bench.only("talking").phoneCallId).toBe(second);
  expect(bench.only("on-hold").phoneCallId).toBe(talking);
  expect(first.holds).toEqual([true]);
  await bench.softphone.resume(talking);
  expect(bench.only("talking").phoneCallId).toBe(talking);
  expect(bench.only("on-hold").phoneCallId).toBe(second);
});

test("a call that was asked for is answered by itself, without a ring, once it is known which it is", async () => {
  const { page } = await bench.ready();
  let wanted = "";
  bench.softphone.expectCall((id) =>
    bench.calls.some((call) => call.phoneCallId === id && call.coreCallId === wanted),
  );
  bench.ring("other");
  bench.ring("taken");
  await vi.waitFor(() => expect(bench.calls).toHaveLength(2));
  expect(page.ringing).toBe(false);
  wanted = "taken";
  expect((await vi.waitFor(() => bench.only("talking"))).coreCallId).toBe("taken");
  expect(bench.only("incoming").coreCallId).toBe("other");
});

test("a dialled number is answered, and known by the core's id of the call", async () => {
  const { page } = await bench.ready();
  const placed = await bench.softphone.dial("+31107654321", null);
  expect(placed).toMatchObject({ ok: true });
  const call = await vi.waitFor(() => firstOf(bench.dialled));
  expect(call.dialled).toBe("+31107654321");
  const other = bench.follow(call.leg);
  call.callIdHeader("call/7");
  call.leg.ring();
  await vi.waitFor(() => expect(bench.only("dialling").coreCallId).toBe("call/7"));
  call.leg.answer();
  await vi.waitFor(() => bench.only("talking"));
  await bench.bothHear(page, other);
  await bench.softphone.hangUp(bench.only("talking").phoneCallId);
  await vi.waitFor(() => expect(other.ends).toEqual(["hung-up"]));
});

test("a dialled colleague who answers while somebody else is talked with waits on hold", async () => {
  await bench.ready();
  const caller = await bench.answered("1");
  const talking = bench.only("talking").phoneCallId;
  await bench.softphone.dial("214", "Daan");
  expect(caller.holds).toEqual([true]);
  await bench.softphone.resume(talking);
  const { leg } = await vi.waitFor(() => firstOf(bench.dialled));
  const colleague = bench.follow(leg);
  leg.answer();
  await vi.waitFor(() => expect(colleague.holds).toEqual([true]));
  expect((await vi.waitFor(() => bench.only("on-hold"))).remote.name).toBe("Daan");
  expect(bench.only("talking").phoneCallId).toBe(talking);
});

test("a dialled call that is hung up at once is no failure", async () => {
  await bench.ready();
  const placed = bench.softphone.dial("214", null);
  const { phoneCallId } = await vi.waitFor(() => bench.only("dialling"));
  expect(await bench.softphone.hangUp(phoneCallId)).toMatchObject({ ok: true });
  expect(await placed).toEqual({ ok: true, value: { phoneCallId } });
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
});

test("a dialled call that is hung up while the exchange still asks who we are does not ring on", async () => {
  await bench.ready();
  await bench.softphone.dial("214", null);
  await bench.softphone.hangUp(bench.only("dialling").phoneCallId);
  const { leg } = await vi.waitFor(() => firstOf(bench.dialled));
  await vi.waitFor(() => expect(leg.state).toBe("ended"));
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
});

test("nothing is dialled while the phone is not registered", async () => {
  bench.attach("ready");
  expect(await bench.softphone.dial("214", null)).toMatchObject({ refusal: { code: "no-phone" } });
  expect(bench.calls).toEqual([]);
});

test("a number with a hash reaches the exchange as it was dialled", async () => {
  await bench.ready();
  await bench.softphone.dial("*21#", null);
  expect((await vi.waitFor(() => firstOf(bench.dialled))).dialled).toMatch(/^\*21(#|%23)$/);
});

test("a transfer that is answered ends our call", async () => {
  const caller = await transferring(25_000);
  await vi.waitFor(() => expect(caller.holds).toEqual([true]));
  expect(firstOf(caller.transfers)).toMatchObject({ target: "214", ringMs: 25_000 });
  firstOf(caller.transfers).report(180, "Ringing");
  firstOf(caller.transfers).report(200, "OK");
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
  await vi.waitFor(() => expect(caller.ends).toEqual(["hung-up"]));
});

test("a transfer that is not answered brings the caller back on hold, with who, why and how long", async () => {
  const caller = await transferring(25_000);
  const { report } = firstOf(caller.transfers);
  report(180, "Ringing");
  const ringingSince = Date.now();
  await vi.waitFor(() => expect(Date.now() - ringingSince).toBeGreaterThan(150));
  report(486, "Busy Here");
  const returned = await vi.waitFor(() => bench.only("returned"));
  expect(returned.returned).toMatchObject({ targetName: "Daan", reason: "busy" });
  expect(returned.returned?.rangForMs).toBeGreaterThanOrEqual(100);
  expect(caller.holds).toEqual([true]);
  await bench.softphone.resume(returned.phoneCallId);
  expect(bench.only("talking").returned).toBeNull();
  expect(caller.holds).toEqual([true, false]);
});

test("an exchange that says nothing of a transfer loses no caller", async () => {
  const caller = await transferring(500);
  const returned = await vi.waitFor(() => bench.only("returned"), 6_000);
  expect(returned.returned).toMatchObject({ reason: "no-answer" });
  await vi.waitFor(() => expect(caller.holds).toEqual([true, false, true]));
  expect(bench.only("returned").phoneCallId).toBe(returned.phoneCallId);
});

test("a caller is taken back while the target still rings, and can be transferred again", async () => {
  const caller = await transferring(25_000);
  await bench.softphone.resume(bench.only("transferring").phoneCallId);
  expect(bench.only("talking").transfer).toBeNull();
  expect(caller.holds).toEqual([true, false]);
  firstOf(caller.transfers).report(487, "Request Terminated");
  await bench.softphone.transfer(bench.only("talking").phoneCallId, { number: "215", name: "Eva" }, 25_000);
  expect(caller.transfers.at(-1)?.target).toBe("215");
  expect(bench.only("transferring").transfer?.targetName).toBe("Eva");
});

test("a call whose network path is gone looks for a new one", async () => {
  const { page } = await bench.ready();
  const caller = await bench.answered("1");
  await bench.bothHear(page, caller);
  page.loseConnections();
  expect(bench.only("talking").audio).toBe("lost");
  await vi.waitFor(() => expect(page.iceRestarts).toBe(1));
});

test("a page that is reloaded gets the call back within two seconds", async () => {
  const { page, detach } = await bench.ready();
  const caller = await bench.answered("1");
  await bench.bothHear(page, caller);
  await page.close();
  detach();
  const reloadedAt = Date.now();
  const { page: reloaded } = bench.attach("ready");
  await bench.bothHear(reloaded, caller);
  expect(Date.now() - reloadedAt).toBeLessThan(2_000);
  expect(bench.only("talking").audio).toBe("flowing");
});

test("the next page takes over when the one with the audio is closed, and keeps a held caller on hold", async () => {
  const { page, detach } = await bench.ready();
  const { page: second } = bench.attach("ready");
  const caller = await bench.answered("1");
  await bench.bothHear(page, caller);
  await bench.softphone.hold(bench.only("talking").phoneCallId);
  await page.close();
  detach();
  await vi.waitFor(() => expect(bench.only("on-hold").audio).toBe("flowing"));
  caller.forget();
  await vi.waitFor(() => expect(caller.quietMs()).toBeGreaterThan(300));
  await bench.softphone.resume(bench.only("on-hold").phoneCallId);
  await bench.bothHear(second, caller);
});

async function transferring(ringMs: number) {
  await bench.ready();
  const caller = await bench.answered("1");
  const { phoneCallId } = bench.only("talking");
  expect(await bench.softphone.transfer(phoneCallId, { number: "214", name: "Daan" }, ringMs)).toMatchObject({
    ok: true,
  });
  expect(bench.only("transferring").transfer).toMatchObject({ targetName: "Daan", targetNumber: "214" });
  await vi.waitFor(() => expect(caller.transfers).toHaveLength(1));
  return caller;
}

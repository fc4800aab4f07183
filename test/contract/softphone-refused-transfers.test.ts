import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { NodeAudioPage } from "../support/node-audio-page.ts";
import { firstOf, type SoftphoneBench, softphoneBench } from "../support/softphone-bench.ts";

let bench: SoftphoneBench;
let page: NodeAudioPage;

beforeEach(async () => {
  bench = await softphoneBench();
  page = (await bench.ready()).page;
});

afterEach(() => bench.close());

const daan = { number: "214", name: "Daan" };

/** A caller on hold, and Daan, whose phone rings about him. */
async function consulting() {
  const caller = await bench.answered("1");
  const { phoneCallId } = bench.only("talking");
  const consult = await bench.softphone.consult(phoneCallId, daan);
  expect(consult).toMatchObject({ ok: true });
  expect(caller.holds).toEqual([true]);
  const { leg } = await vi.waitFor(() => firstOf(bench.dialled));
  const colleague = bench.follow(leg);
  leg.ring();
  await vi.waitFor(() => expect(page.tone).toBe("ringback"));
  return { caller, colleague, phoneCallId, consultId: bench.only("dialling").phoneCallId };
}

/** The same once Daan has answered. */
async function talking() {
  const both = await consulting();
  both.colleague.leg.answer();
  await vi.waitFor(() => bench.only("talking"));
  return both;
}

test("an exchange that joins no ringing call is asked for a blind transfer instead", async () => {
  const { caller, colleague, phoneCallId, consultId } = await consulting();
  expect(await bench.softphone.connect(phoneCallId, consultId, 25_000)).toMatchObject({ ok: true });
  const joined = await vi.waitFor(() => firstOf(caller.transfers));
  expect(joined).toMatchObject({ target: "214", ringMs: 25_000, replaces: colleague.leg });
  joined.report(481, "Call/Transaction Does Not Exist");
  await vi.waitFor(() => expect(colleague.ends).toEqual(["cancelled"]));
  await vi.waitFor(() => expect(caller.transfers).toHaveLength(2));
  expect(caller.transfers[1]).toMatchObject({ target: "214", ringMs: 25_000, replaces: null });
  expect(bench.only("transferring").transfer?.targetName).toBe("Daan");
  caller.transfers[1]?.report(486, "Busy Here");
  expect((await vi.waitFor(() => bench.only("returned"))).returned).toMatchObject({ reason: "busy" });
  expect(caller.holds).toEqual([true]);
});

test("a caller who hangs up on the way to somebody is not told as one who came back, though we first hear of that one", async () => {
  const caller = await bench.answered("1");
  await bench.softphone.transfer(bench.only("talking").phoneCallId, daan, 25_000);
  firstOf(caller.transfers).report(487, "Request Terminated");
  caller.leg.end("hung-up");
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
  expect(bench.states).not.toContain("returned");
});

test("a caller whose way to somebody the exchange broke off comes back", async () => {
  const caller = await bench.answered("1");
  await bench.softphone.transfer(bench.only("talking").phoneCallId, daan, 25_000);
  firstOf(caller.transfers).report(487, "Request Terminated");
  expect((await vi.waitFor(() => bench.only("returned"))).returned).toMatchObject({ reason: "cancelled" });
});

test("a consult that an exchange does not name yet is called off for a blind transfer", async () => {
  const caller = await bench.answered("1");
  const { phoneCallId } = bench.only("talking");
  await bench.softphone.consult(phoneCallId, daan);
  const { leg } = await vi.waitFor(() => firstOf(bench.dialled));
  const colleague = bench.follow(leg);
  await bench.softphone.connect(phoneCallId, bench.only("dialling").phoneCallId, 25_000);
  await vi.waitFor(() => expect(colleague.ends).toEqual(["cancelled"]));
  expect(firstOf(caller.transfers)).toMatchObject({ target: "214", replaces: null });
});

test("a colleague who answers while an exchange refuses to join him is not hung up on", async () => {
  const { caller, colleague, phoneCallId, consultId } = await consulting();
  await bench.softphone.connect(phoneCallId, consultId, 25_000);
  const { report } = await vi.waitFor(() => firstOf(caller.transfers));
  colleague.leg.answer();
  await vi.waitFor(() => expect(bench.only("talking").phoneCallId).toBe(consultId));
  report(481, "Call/Transaction Does Not Exist");
  await vi.waitFor(() => expect(bench.only("on-hold").phoneCallId).toBe(phoneCallId));
  expect(bench.only("talking").phoneCallId).toBe(consultId);
  expect(colleague.ends).toEqual([]);
});

test("a ringing call that the target declines comes back without another attempt", async () => {
  const { caller, phoneCallId, consultId } = await consulting();
  await bench.softphone.connect(phoneCallId, consultId, 25_000);
  const { report } = await vi.waitFor(() => firstOf(caller.transfers));
  report(180, "Ringing");
  report(603, "Decline");
  expect((await vi.waitFor(() => bench.only("returned"))).returned).toMatchObject({ reason: "declined" });
  await vi.waitFor(() => expect(bench.calls).toHaveLength(1));
  expect(caller.transfers).toHaveLength(1);
});

test.each([
  [481, "no-such-call"],
  [503, "phone-failed"],
])("an attended transfer that ends with %i leaves caller and consult as they were", async (status, code) => {
  const { caller, colleague, phoneCallId, consultId } = await talking();
  const connected = bench.softphone.connect(phoneCallId, consultId, 25_000);
  const { replaces, report } = await vi.waitFor(() => firstOf(caller.transfers));
  expect(replaces).toBe(colleague.leg);
  expect(bench.only("transferring").phoneCallId).toBe(phoneCallId);
  report(status, "No");
  expect(await connected).toMatchObject({ refusal: { code } });
  expect(bench.only("on-hold").phoneCallId).toBe(phoneCallId);
  expect(bench.only("talking").phoneCallId).toBe(consultId);
  await bench.softphone.resume(phoneCallId);
  expect(caller.holds).toEqual([true, false]);
});

test("an attended transfer of which nothing is heard leaves the caller on hold", {
  timeout: 20_000,
}, async () => {
  const { caller, phoneCallId, consultId } = await talking();
  const connected = bench.softphone.connect(phoneCallId, consultId, 25_000);
  expect(await connected).toMatchObject({ refusal: { code: "phone-failed" } });
  await vi.waitFor(() => expect(caller.holds).toEqual([true, false, true]), 5_000);
  expect(bench.only("on-hold").phoneCallId).toBe(phoneCallId);
});

test("other callers are answered while the outcome of a transfer is waited for", async () => {
  const { caller, phoneCallId, consultId } = await talking();
  const connected = bench.softphone.connect(phoneCallId, consultId, 25_000);
  const { report } = await vi.waitFor(() => firstOf(caller.transfers));
  await bench.answered("2");
  expect(bench.only("talking").coreCallId).toBe("2");
  report(200, "OK");
  expect(await connected).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(bench.calls).toHaveLength(1));
});

test("a caller who hangs up while being transferred is no failure of the phone", async () => {
  const { caller, phoneCallId, consultId } = await talking();
  const connected = bench.softphone.connect(phoneCallId, consultId, 25_000);
  await vi.waitFor(() => firstOf(caller.transfers));
  caller.leg.end("hung-up");
  expect(await connected).toMatchObject({ refusal: { code: "no-such-call" } });
  expect(bench.only("talking").phoneCallId).toBe(consultId);
});

test("a caller who hangs up in the same moment in which he is to be put through is told of as gone", async () => {
  const { caller, phoneCallId, consultId } = await talking();
  const ignore = () => undefined;
  const deaf = {
    ringing: ignore,
    answered: ignore,
    ended: ignore,
    audio: ignore,
    held: ignore,
    digit: ignore,
  };
  caller.leg.listen({ ...deaf, transfer: () => caller.leg.end("hung-up") });
  expect(await bench.softphone.connect(phoneCallId, consultId, 25_000)).toMatchObject({
    refusal: { code: "no-such-call" },
  });
});

test("nobody is consulted while the caller cannot be put on hold, and no call is consulted for that has gone", async () => {
  const caller = await bench.answered("1");
  const { phoneCallId } = bench.only("talking");
  caller.leg.end("hung-up");
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
  expect(await bench.softphone.consult(phoneCallId, daan)).toMatchObject({
    refusal: { code: "no-such-call" },
  });
  expect(bench.dialled).toEqual([]);
});

test("holding one call and taking back another at once leaves exactly one talking", async () => {
  const first = await bench.answered("1");
  const firstId = bench.only("talking").phoneCallId;
  const second = await bench.answered("2");
  const secondId = bench.only("talking").phoneCallId;
  await Promise.all([
    bench.softphone.resume(firstId),
    bench.softphone.resume(secondId),
    bench.softphone.transfer(firstId, daan, 25_000),
    bench.softphone.hold(secondId),
    bench.softphone.resume(secondId),
  ]);
  expect(bench.only("talking").phoneCallId).toBe(secondId);
  expect(bench.only("transferring").phoneCallId).toBe(firstId);
  expect([first.holds.at(-1), second.holds.at(-1)]).toEqual([true, false]);
});

test("a caller who came back is put through to somebody else without being talked with again", async () => {
  const caller = await bench.answered("1");
  const { phoneCallId } = bench.only("talking");
  await bench.softphone.transfer(phoneCallId, daan, 25_000);
  (await vi.waitFor(() => firstOf(caller.transfers))).report(486, "Busy Here");
  await vi.waitFor(() => bench.only("returned"));
  const saskia = { number: "213", name: "Saskia" };
  expect(await bench.softphone.transfer(phoneCallId, saskia, 25_000)).toMatchObject({ ok: true });
  expect(bench.only("transferring")).toMatchObject({ returned: null, transfer: { targetName: "Saskia" } });
  await vi.waitFor(() => expect(caller.transfers).toHaveLength(2));
  caller.transfers[1]?.report(200, "OK");
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
  expect(caller.holds).toEqual([true]);
});

test("a caller who cannot be put on hold is put through all the same, and hears nothing of the operator meanwhile", async () => {
  const caller = await bench.answered("1");
  await bench.bothHear(page, caller);
  const asked = page.describeNothing();
  const { phoneCallId } = bench.only("talking");
  expect(await bench.softphone.transfer(phoneCallId, daan, 25_000)).toMatchObject({ ok: true });
  await vi.waitFor(() => expect([caller.transfers.length, asked()]).toEqual([1, 1]));
  expect(caller.holds).toEqual([]);
  caller.forget();
  await vi.waitFor(() => expect(caller.quietMs()).toBeGreaterThan(500));
  firstOf(caller.transfers).report(200, "OK");
  await vi.waitFor(() => expect(bench.calls).toEqual([]));
});

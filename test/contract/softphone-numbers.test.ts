import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { goertzel } from "../../src/exchange/media/tone.ts";
import { phoneDesk } from "../support/phone-desk.ts";
import { firstOf, type SoftphoneBench, softphoneBench } from "../support/softphone-bench.ts";

describe("at the exchange", () => {
  test("a colleague sees who calls, unless the number is hidden, for one call or always", async () => {
    const desk = await phoneDesk();
    const mark = await desk.colleague("mark", 1000);
    const seen = async (hideNumber?: boolean) => {
      const { phoneCallId } = await desk.ask("call.dial", {
        target: { number: "214" },
        ...(hideNumber !== undefined && { hideNumber }),
      });
      const { remoteIdentity } = await mark.rings();
      await desk.ask("call.hang-up", { phoneCallId });
      await desk.allOver();
      return [remoteIdentity.uri.user, remoteIdentity.displayName || null];
    };
    expect(await seen()).toEqual(["200", "Anna Bakker"]);
    expect(await seen(true)).toEqual(["anonymous", null]);
    await desk.ask("settings.change", { hideNumber: true });
    expect(await seen()).toEqual(["anonymous", null]);
    expect(await seen(false)).toEqual(["200", "Anna Bakker"]);
  });

  test("a call with a hidden number is held, talked in and ended as any other", async () => {
    const desk = await phoneDesk();
    const mark = await desk.colleague("mark", 1000);
    const { phoneCallId } = await desk.ask("call.dial", { target: { number: "214" }, hideNumber: true });
    const talk = await mark.answers();
    await desk.eventually(() => desk.only("talking"));
    await talk.hears(1500);
    await desk.ask("call.hold", { phoneCallId });
    await talk.hears(300);
    await talk.hangUp();
    await desk.allOver();
  });

  test("the network's announcement of a number that nobody has is heard, and then the call is over", async () => {
    const desk = await phoneDesk();
    await desk.ask("call.dial", { target: { number: "085 000 00 00" } });
    await desk.eventually(() => expect(goertzel(desk.page.heard(), 1400)).toBeGreaterThan(0.3));
    expect(desk.only("dialling").answeredAt).toBeNull();
    await desk.ask("call.hang-up", { phoneCallId: desk.only("dialling").phoneCallId });
    await desk.allOver();
  });
});

describe("an emergency number", () => {
  let bench: SoftphoneBench;

  beforeEach(async () => {
    bench = await softphoneBench();
  });

  afterEach(() => bench.close());

  test("is told our own, whatever was chosen", async () => {
    await bench.ready();
    bench.set({ hideNumber: true });
    await bench.softphone.dial("112", null, true);
    expect(await vi.waitFor(() => firstOf(bench.dialled))).toMatchObject({ dialled: "112", withheld: false });
    await bench.softphone.dial("0612345678", null);
    expect((await vi.waitFor(() => firstOf(bench.dialled.slice(1)))).withheld).toBe(true);
  });

  test.each(["denied", "none"] as const)("is dialled also where the microphone is %s", async (microphone) => {
    await bench.signIn();
    if (microphone === "denied") bench.attach(microphone);
    expect(await bench.softphone.dial("0612345678", null)).toMatchObject({ ok: false });
    expect(await bench.softphone.dial("112", null)).toMatchObject({ ok: true });
    const { leg } = await vi.waitFor(() => firstOf(bench.dialled));
    leg.answer();
    await vi.waitFor(() => bench.only("talking"));
  });

  test("is dialled also where the page with the microphone does not answer", async () => {
    const { page } = await bench.ready();
    page.hang();
    const began = Date.now();
    expect(await bench.softphone.dial("112", null)).toMatchObject({ ok: true });
    await vi.waitFor(() => firstOf(bench.dialled));
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  test("gets sound as soon as a page has the audio", async () => {
    await bench.signIn();
    await bench.softphone.dial("112", null);
    const { leg } = await vi.waitFor(() => firstOf(bench.dialled));
    const help = bench.follow(leg);
    leg.answer();
    await vi.waitFor(() => bench.only("talking"));
    const { page } = bench.attach("ready");
    await bench.bothHear(page, help);
  });

  test("is dialled before the other call is put on hold, and while another number is dialled", async () => {
    await bench.ready();
    const caller = await bench.answered("1");
    await bench.dial("214");
    expect(caller.holds).toEqual([true]);
    await bench.softphone.resume(firstOf(bench.calls).phoneCallId);
    expect(await bench.softphone.dial("112", null)).toMatchObject({ ok: true });
    const { leg } = await vi.waitFor(() => firstOf(bench.dialled.slice(1)));
    leg.answer();
    await vi.waitFor(() => expect(bench.only("talking").remote.number).toBe("112"));
    await vi.waitFor(() => expect(caller.holds).toEqual([true, false, true]));
  });

  test("is asked about a caller who rings, and takes a caller who is talked with", async () => {
    await bench.ready();
    const caller = bench.ring("1");
    const { phoneCallId } = await vi.waitFor(() => bench.only("incoming"));
    const consult = await bench.softphone.consult(phoneCallId, { number: "112", name: "112" });
    expect(consult).toMatchObject({ ok: true });
    await bench.softphone.answer(phoneCallId);
    await bench.softphone.transfer(phoneCallId, { number: "112", name: "112" }, 25_000);
    expect((await vi.waitFor(() => firstOf(caller.transfers))).target).toBe("112");
  });
});

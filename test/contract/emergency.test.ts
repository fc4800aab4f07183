import { expect, onTestFinished, test } from "vitest";
import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { numberNamed, userNamed } from "../../src/exchange/test-exchange.ts";
import { callBackTarget } from "../../src/renderer/console/view-model/recent-calls.ts";
import type { TransferTarget } from "../../src/shared/contract/requests.ts";
import { phoneDesk } from "../support/phone-desk.ts";
import { callWithTone } from "../support/stage.ts";

/** Everything that could stand in the way: masking, a hidden number, calls in every state, and callers who wait. */
async function busyDesk() {
  const desk = await phoneDesk();
  await desk.ask("settings.change", { masking: "hide-all", hideNumber: true });
  for (const last of [1, 2, 3]) await desk.answeredCaller(600, `3161111111${last}`);
  const main = numberNamed(desk.exchange, "Main number");
  for (const [number, dialled] of [
    ["31622222221", "200"],
    ["31622222222", main],
    ["31622222223", main],
  ] as const) {
    const caller = callWithTone(desk.exchange, 600, { number, name: "Waiting", dialled });
    onTestFinished(caller.hangUp);
  }
  await desk.eventually(() => expect(desk.now("callers")).toHaveLength(3));

  /** Of the one call to 112 that there is: not hidden at the exchange, and shown as what it is. */
  async function is112(): Promise<void> {
    const call = await desk.eventually(() => {
      const [found, ...more] = [...desk.exchange.pbx.calls.values()].filter(
        ({ destination: { place, state } }) =>
          place.type === "External" && place.number === "112" && state === "RINGING",
      );
      if (!found || more.length > 0) throw new Error("not one call to 112");
      return found;
    });
    expect(call.withheld).toBe(false);
    await desk.eventually(() => {
      const live = desk.now("live-calls").find(({ callId }) => callId === call.id);
      expect(live).toMatchObject({ to: { number: "112" } });
    });
  }

  return {
    ...desk,
    is112,
    /** Dials, and hangs up once it rings there. */
    async dials(target: TransferTarget, hideNumber?: boolean): Promise<void> {
      const { phoneCallId } = await desk.ask("call.dial", {
        target,
        ...(hideNumber !== undefined && { hideNumber }),
      });
      await is112();
      expect(desk.mine().find((each) => each.phoneCallId === phoneCallId)).toMatchObject({
        state: "dialling",
        party: { number: "112" },
      });
      await desk.ask("call.hang-up", { phoneCallId });
      await desk.eventually(() =>
        expect(desk.mine().some((each) => each.phoneCallId === phoneCallId)).toBe(false),
      );
    },
  };
}

test("112 is dialled at once however it is typed, also where the number is to be hidden for this call", async () => {
  const desk = await busyDesk();
  for (const number of ["112", "1 1 2", "1-1-2", " 112 "]) await desk.dials({ number });
  await desk.dials({ number: "112" }, true);
});

test("112 is dialled from a contact, from the favourites and from the history", async () => {
  const desk = await busyDesk();
  const { importId } = await desk.ask("contact-import.begin", {
    fileName: "emergency.csv",
    format: "csv",
    fields: ["name", "number"],
  });
  await desk.ask("contact-import.add", { importId, text: "name,number\nFire brigade,112\n" });
  expect(await desk.ask("contact-import.end", { importId })).toEqual({ problems: [] });

  const { contacts } = await desk.ask("contacts.search", { text: "fire", limit: 5 });
  const [found] = contacts;
  if (!found) throw new Error("the contact is not found");
  expect(found.numbers).toMatchObject([{ number: "112" }]);
  await desk.dials({ contactId: found.contactId, number: "112" });

  await desk.ask("favourite.put", { who: { contactId: found.contactId }, group: "Emergency" });
  const favourite = await desk.eventually(() => {
    const [kept] = desk.now("favourites");
    if (!kept || !("contact" in kept.who)) throw new Error("no favourite yet");
    return kept.who.contact;
  });
  await desk.dials({ contactId: favourite.contactId, number: favourite.numbers[0]?.number ?? "" });

  const redialled = await desk.eventually(() => {
    const entry = desk.now("history").find(({ party }) => party.number === "112");
    const target = entry && callBackTarget(entry);
    if (!target) throw new Error("the call is not in the history yet");
    return target;
  });
  await desk.dials(redialled);
});

test("112 is asked about a caller, gets him while it rings, and gets him unasked", async () => {
  const desk = await busyDesk();
  const caller = desk.only("talking");
  const { phoneCallId: consult } = await desk.ask("call.consult", {
    phoneCallId: caller.phoneCallId,
    target: { number: "112" },
  });
  await desk.is112();
  await desk.ask("call.connect", { phoneCallId: caller.phoneCallId, to: consult });
  await desk.eventually(() => expect(desk.only("transferring").phoneCallId).toBe(caller.phoneCallId));
  await desk.is112();
  await desk.ask("call.resume", { phoneCallId: caller.phoneCallId });
  await desk.eventually(() => expect(desk.only("talking").phoneCallId).toBe(caller.phoneCallId));
  await desk.ask("call.transfer", { phoneCallId: caller.phoneCallId, target: { number: "112" } });
  await desk.is112();
});

test("a colleague who hides the number and is put through to 112 shows it there", async () => {
  const desk = await phoneDesk();
  const leg = simulatedLeg("calling");
  onTestFinished(() => leg.leave("hung-up"));
  const user = userNamed(desk.exchange, "mark");
  desk.exchange.pbx.callFromUser({ leg, user, dialled: "200", withheld: true, identified() {} });
  const { callerId } = await desk.eventually(() => {
    const [ringing] = desk.now("callers");
    if (!ringing) throw new Error("nobody rings");
    return ringing;
  });
  await desk.ask("caller.answer", { callerId });
  const { phoneCallId } = await desk.eventually(() => desk.only("talking"));
  await desk.ask("call.transfer", { phoneCallId, target: { number: "112" } });
  await desk.eventually(() => {
    const calls = [...desk.exchange.pbx.calls.values()];
    const to112 = calls.filter(
      ({ destination: { place } }) => place.type === "External" && place.number === "112",
    );
    expect(to112.map(({ withheld }) => withheld)).toEqual([false]);
  });
});

test("a colleague who calls 112 is seen to do so, whatever is masked", async () => {
  const desk = await busyDesk();
  const mark = userNamed(desk.exchange, "mark");
  const leg = simulatedLeg("calling");
  onTestFinished(() => leg.leave("hung-up"));
  desk.exchange.pbx.callFromUser({ leg, user: mark, dialled: "112", withheld: true, identified() {} });
  await desk.is112();
  await desk.eventually(() => {
    const row = desk.now("colleagues").find(({ userId }) => userId === mark.id);
    expect(row?.call?.party?.number).toBe("112");
  });
});

import { expect, test } from "vitest";
import { phoneDesk } from "../support/phone-desk.ts";
import { productWithPhone } from "../support/product-with-phone.ts";

const [CALLER, COLLEAGUE, OPERATOR, MUSIC] = [600, 1000, 1500, 300];

async function parked() {
  const desk = await phoneDesk();
  const caller = await desk.answeredCaller(CALLER);
  await desk.ask("call.park", { phoneCallId: caller.phoneCallId });
  await desk.eventually(() => expect(desk.mine()).toEqual([]));
  const [row] = await desk.eventually(() => {
    expect(desk.now("parked")).toHaveLength(1);
    return desk.now("parked");
  });
  if (!row) throw new Error("nobody is parked");
  return { desk, caller, row };
}

test("a parked caller hears music, frees the phone, and is shown with his slot to whoever may fetch him", async () => {
  const { desk, caller, row } = await parked();
  expect(desk.now("phone")).toMatchObject([{ canPark: true, canPickUp: true }]);
  expect(row).toMatchObject({ slot: "701", party: { number: "+31612345678" } });
  expect(desk.now("live-calls")).toMatchObject([{ callId: row.callId, state: "on-hold" }]);
  await caller.hears(MUSIC, 0.9);
  const { phoneCallId } = await desk.ask("parked.retrieve", { callId: row.callId });
  await desk.eventually(() =>
    expect(desk.only("talking")).toMatchObject({ phoneCallId, callId: row.callId }),
  );
  await caller.hears(OPERATOR, 0.9);
  await desk.eventually(() => expect(desk.now("parked")).toEqual([]));
  expect(desk.only("talking").party.number).toBe("+31612345678");
  caller.hangUp();
  await desk.allOver();
});

test("a colleague fetches a parked caller by dialling the slot", async () => {
  const { desk, caller } = await parked();
  const mark = await desk.colleague("mark", COLLEAGUE);
  const talk = await mark.dials("701");
  await caller.hears(COLLEAGUE);
  await talk.hears(CALLER);
  await desk.eventually(() => expect(desk.now("parked")).toEqual([]));
  await talk.hangUp();
  await desk.allOver();
});

test("a parked caller who hangs up is gone from the list, and cannot be fetched", async () => {
  const { desk, caller, row } = await parked();
  caller.hangUp();
  await desk.eventually(() => expect(desk.now("parked")).toEqual([]));
  expect(await desk.refusal("parked.retrieve", { callId: row.callId })).toBe("no-such-call");
  await desk.allOver();
});

test("to retrieve somebody is no call of its own: the history has what was said, also where the core's files tell it", async () => {
  const { desk, caller, row } = await parked();
  await desk.ask("parked.retrieve", { callId: row.callId });
  await desk.eventually(() => desk.only("talking"));
  caller.hangUp();
  await desk.allOver();
  const conversations = [
    { direction: "incoming", outcome: "talked", party: { number: "+31612345678" } },
    { direction: "incoming", outcome: "talked", party: { number: "+31612345678" } },
  ];
  await desk.eventually(() => expect(desk.now("history")).toMatchObject(conversations));
  const again = await productWithPhone(desk.exchange, desk.exchange.operator);
  await desk.eventually(() => expect(again.now("history")).toMatchObject(conversations));
});

test("who was retrieved by somebody else just before leaves nothing in the history", async () => {
  const { desk, row } = await parked();
  const mark = await desk.colleague("mark", COLLEAGUE);
  const talk = await mark.dials(row.slot);
  await desk.ask("call.dial", { target: { number: row.slot } });
  await desk.eventually(() =>
    expect(desk.now("failed-calls").flat()).toMatchObject([{ reason: "unreachable" }]),
  );
  await talk.hangUp();
  await desk.allOver();
  expect(desk.now("history")).toMatchObject([{ direction: "incoming", outcome: "talked" }]);
});

test("the number of a caller whom I parked is shown to me, whatever is masked", async () => {
  const { desk, row } = await parked();
  await desk.ask("settings.change", { masking: "hide-all" });
  await desk.eventually(() => expect(desk.now("settings")).toMatchObject([{ masking: "hide-all" }]));
  expect(desk.now("parked")).toEqual([row]);
  expect(row.parkedBy).toBe(desk.now("identity")[0]?.userId);
});

test("the number of a caller whom somebody else parked is masked as those of other people's calls are", async () => {
  const desk = await phoneDesk();
  const mark = await desk.colleague("mark", COLLEAGUE);
  desk.outsider(CALLER, { dialled: "214" });
  await (await mark.answers()).refer("700");
  await desk.eventually(() =>
    expect(desk.now("parked")).toMatchObject([{ party: { number: "+31612345678" } }]),
  );
  await desk.ask("settings.change", { masking: "hide-all" });
  await desk.eventually(() =>
    expect(desk.now("parked")).toMatchObject([{ slot: "701", party: { number: null } }]),
  );
});

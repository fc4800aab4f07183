import { expect, test } from "vitest";
import { phoneDesk } from "../support/phone-desk.ts";

const [CALLER, COLLEAGUE, OPERATOR, MUSIC] = [600, 1000, 1500, 300];

/** A caller who talks with the operator, and Mark, who is asked about him. */
async function consulting(options: Parameters<typeof phoneDesk>[0] = {}) {
  const desk = await phoneDesk(options);
  const mark = await desk.colleague("mark", COLLEAGUE);
  const caller = await desk.answeredCaller(CALLER);
  const { phoneCallId: consult } = await desk.ask("call.consult", {
    phoneCallId: caller.phoneCallId,
    target: { number: "214" },
  });
  return { desk, mark, caller, consult };
}

test("whoever is asked about a caller rings while the caller hears music, and then talks with us alone", async () => {
  const { desk, mark, caller, consult } = await consulting();
  await desk.eventually(() => expect(desk.only("on-hold").phoneCallId).toBe(caller.phoneCallId));
  expect(desk.only("dialling")).toMatchObject({ phoneCallId: consult, consultFor: caller.phoneCallId });
  await caller.hears(MUSIC);
  const talk = await mark.answers();
  await desk.eventually(() => expect(desk.only("talking").phoneCallId).toBe(consult));
  await talk.hears(OPERATOR);
  await caller.hears(MUSIC);
});

test("an attended transfer lets caller and colleague talk with each other, and frees our phone", async () => {
  const { desk, mark, caller, consult } = await consulting();
  const talk = await mark.answers();
  await desk.eventually(() => expect(desk.only("talking").phoneCallId).toBe(consult));
  await desk.ask("call.connect", { phoneCallId: caller.phoneCallId, to: consult });
  await desk.eventually(() => expect(desk.mine()).toEqual([]));
  await caller.hears(COLLEAGUE);
  await talk.hears(CALLER);
  caller.hangUp();
  await desk.allOver();
});

test("a consult that still rings is joined with the caller as soon as somebody answers", async () => {
  const { desk, mark, caller, consult } = await consulting();
  await desk.eventually(() => expect(desk.page.tone).toBe("ringback"));
  await desk.ask("call.connect", { phoneCallId: caller.phoneCallId, to: consult });
  await desk.eventually(() => expect(desk.only("transferring").phoneCallId).toBe(caller.phoneCallId));
  const talk = await mark.answers();
  await desk.eventually(() => expect(desk.mine()).toEqual([]));
  await caller.hears(COLLEAGUE);
  await talk.hears(CALLER);
  expect(mark.phone.incoming).toHaveLength(1);
  await talk.hangUp();
  await desk.allOver();
});

test("a caller who was joined with a consult that nobody answers comes back", async () => {
  const { desk, mark, caller, consult } = await consulting({ transferRingMs: 500 });
  await mark.rings();
  await desk.ask("call.connect", { phoneCallId: caller.phoneCallId, to: consult });
  const returned = await desk.eventually(() => {
    const [found] = desk.now("callers").filter((each) => each.state === "returned");
    if (!found) throw new Error("not back yet");
    return found;
  });
  expect(returned.returned).toMatchObject({ targetName: "214", reason: "no-answer" });
  await desk.ask("caller.answer", { callerId: returned.callerId });
  await caller.hears(OPERATOR);
  caller.hangUp();
  await desk.allOver();
});

test("a caller who was joined with a consult that is declined comes back, and says so", async () => {
  const { desk, mark, caller, consult } = await consulting();
  const ring = await mark.rings();
  await desk.eventually(() => expect(desk.page.tone).toBe("ringback"));
  await desk.ask("call.connect", { phoneCallId: caller.phoneCallId, to: consult });
  await ring.reject({ statusCode: 603 });
  await desk.eventually(() =>
    expect(desk.now("callers")).toMatchObject([{ state: "returned", returned: { reason: "declined" } }]),
  );
  caller.hangUp();
  await desk.allOver();
});

test("we go from one to the other, and never talk with both", async () => {
  const { desk, mark, caller, consult } = await consulting();
  const talk = await mark.answers();
  await desk.eventually(() => expect(desk.only("talking").phoneCallId).toBe(consult));
  await desk.ask("call.resume", { phoneCallId: caller.phoneCallId });
  await desk.eventually(() => expect(desk.only("talking").phoneCallId).toBe(caller.phoneCallId));
  expect(desk.only("on-hold").phoneCallId).toBe(consult);
  await caller.hears(OPERATOR);
  await talk.hears(MUSIC);
  await desk.ask("call.resume", { phoneCallId: consult });
  await talk.hears(OPERATOR);
  await caller.hears(MUSIC);
});

test.each([
  ["declines", 603, null],
  ["is engaged", 486, "busy"],
] as const)("a colleague who %s leaves the caller on hold", async (_does, statusCode, tone) => {
  const { desk, mark, caller } = await consulting();
  await (await mark.rings()).reject({ statusCode });
  await desk.eventually(() => expect(desk.mine()).toMatchObject([{ state: "on-hold" }]));
  await desk.eventually(() => expect(desk.page.tone).toBe(tone));
  caller.hangUp();
  await desk.allOver();
});

test("a colleague who hangs up after the consult leaves the caller on hold", async () => {
  const { desk, mark } = await consulting();
  await (await mark.answers()).hangUp();
  await desk.eventually(() => expect(desk.mine()).toMatchObject([{ state: "on-hold" }]));
});

test("a caller who hangs up during the consult leaves an ordinary call", async () => {
  const { desk, mark, caller, consult } = await consulting();
  const talk = await mark.answers();
  caller.hangUp();
  await desk.eventually(() =>
    expect(desk.mine()).toMatchObject([{ phoneCallId: consult, state: "talking", consultFor: null }]),
  );
  await talk.hangUp();
  await desk.allOver();
});

test.each(["rings", "talks"])("a consult that %s is ended to go back to the caller", async (far) => {
  const { desk, mark, caller, consult } = await consulting();
  if (far === "rings") await mark.rings();
  else await mark.answers();
  await desk.ask("call.cancel-consult", { phoneCallId: consult });
  await desk.eventually(() =>
    expect(desk.mine()).toMatchObject([{ phoneCallId: caller.phoneCallId, state: "talking" }]),
  );
  await caller.hears(OPERATOR);
  caller.hangUp();
  await desk.allOver();
});

test("two callers are joined with each other", async () => {
  const desk = await phoneDesk();
  const first = await desk.answeredCaller(CALLER, "31611111111");
  const second = await desk.answeredCaller(COLLEAGUE, "31622222222");
  await desk.ask("call.connect", { phoneCallId: first.phoneCallId, to: second.phoneCallId });
  await desk.eventually(() => expect(desk.mine()).toEqual([]));
  await first.hears(COLLEAGUE);
  await second.hears(CALLER);
  first.hangUp();
  await desk.allOver();
});

test("what is no consult is not ended as one, and no call is joined with itself or with one that is gone", async () => {
  const { desk, caller, consult } = await consulting();
  const { phoneCallId } = caller;
  expect(await desk.refusal("call.cancel-consult", { phoneCallId })).toBe("wrong-call-state");
  expect(await desk.refusal("call.connect", { phoneCallId, to: phoneCallId })).toBe("wrong-call-state");
  expect(await desk.refusal("call.connect", { phoneCallId, to: "gone" })).toBe("no-such-call");
  await desk.ask("call.hang-up", { phoneCallId: consult });
  caller.hangUp();
  await desk.allOver();
});

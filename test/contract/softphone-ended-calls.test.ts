import { expect, test } from "vitest";
import type { RequestName } from "../../src/shared/contract/requests.ts";
import { phoneDesk } from "../support/phone-desk.ts";

const [CALLER, COLLEAGUE] = [600, 1000];
const target = { number: "214" };

/** What is asked of a caller's call, each just after the caller hung up, which the phone does not know yet. */
const asked: readonly (readonly [RequestName, object])[] = [
  ["call.hold", {}],
  ["call.mute", { muted: true }],
  ["call.transfer", { target }],
  ["call.consult", { target }],
  ["call.park", {}],
  ["call.send-digits", { digits: "12" }],
];

test.each(asked)(
  "%s of a call that has just ended says so, and not that the phone failed",
  async (name, input) => {
    const desk = await phoneDesk();
    const { phoneCallId, hangUp } = await desk.answeredCaller(CALLER);
    hangUp();
    expect(["no-such-call", null]).toContain(await desk.refusal(name, { phoneCallId, ...input }));
    await desk.eventually(() =>
      expect(desk.mine().map((call) => call.phoneCallId)).not.toContain(phoneCallId),
    );
    expect(await desk.refusal(name, { phoneCallId, ...input })).toBe("no-such-call");
  },
);

test("a caller who hangs up while taken back from hold has ended the call", async () => {
  const desk = await phoneDesk();
  const { phoneCallId, hangUp } = await desk.answeredCaller(CALLER);
  await desk.ask("call.hold", { phoneCallId });
  hangUp();
  expect(await desk.refusal("call.resume", { phoneCallId })).toBe("no-such-call");
  await desk.allOver();
});

test("a caller who hangs up while being answered has ended the call", async () => {
  const desk = await phoneDesk();
  const caller = desk.outsider(CALLER, { dialled: "200" });
  const [ringing] = await desk.eventually(() => {
    expect(desk.now("callers")[0]?.phoneCallId).toEqual(expect.any(String));
    return desk.now("callers");
  });
  const answering = desk.refusal("caller.answer", { callerId: ringing?.callerId });
  caller.hangUp();
  expect(await answering).toBe("no-such-call");
  await desk.allOver();
});

test.each(["caller", "colleague"] as const)(
  "what is asked of a consult whose %s has just hung up says so, unless it came first",
  async (who) => {
    for (const name of ["call.connect", "call.conference"] as const) {
      const desk = await phoneDesk();
      const mark = await desk.colleague("mark", COLLEAGUE);
      const caller = await desk.answeredCaller(CALLER);
      const { phoneCallId } = caller;
      const { phoneCallId: consult } = await desk.ask("call.consult", { phoneCallId, target });
      const colleague = await mark.answers();
      await desk.eventually(() => expect(desk.only("talking").phoneCallId).toBe(consult));
      const [one, other] = who === "caller" ? [caller, colleague] : [colleague, caller];
      const hangingUp = one.hangUp();
      const refusal = await desk.refusal(name, { phoneCallId, to: consult, with: consult });
      expect(["no-such-call", null], name).toContain(refusal);
      await hangingUp;
      await other.hangUp();
      await desk.allOver();
    }
  },
);

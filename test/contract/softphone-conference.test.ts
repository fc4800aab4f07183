import { expect, onTestFinished, test } from "vitest";
import { createNodeAudioPage } from "../support/node-audio-page.ts";
import { OPERATOR_HZ, phoneDesk } from "../support/phone-desk.ts";

const [CALLER, COLLEAGUE, MUSIC] = [600, 1000, 300];

/** A caller, Mark who was asked about him, and all three talk. */
async function conference() {
  const desk = await phoneDesk();
  const phone = await desk.colleague("mark", COLLEAGUE);
  const caller = await desk.answeredCaller(CALLER);
  const { phoneCallId: consult } = await desk.ask("call.consult", {
    phoneCallId: caller.phoneCallId,
    target: { number: "214" },
  });
  const mark = await phone.answers();
  await desk.eventually(() => expect(desk.only("talking").phoneCallId).toBe(consult));
  await desk.ask("call.conference", { phoneCallId: caller.phoneCallId, with: consult });
  await desk.eventually(() => expect(inConference(desk)).toHaveLength(2));
  return { desk, caller, mark, consult };
}

const inConference = (desk: Awaited<ReturnType<typeof phoneDesk>>) =>
  desk.mine().filter((each) => each.inConference && each.state === "talking");

test("in a conference each hears both others, until one of them leaves", async () => {
  const { desk, caller, mark } = await conference();
  await caller.hears(OPERATOR_HZ);
  await caller.hears(COLLEAGUE);
  await mark.hears(OPERATOR_HZ);
  await mark.hears(CALLER);
  await mark.hangUp();
  await desk.eventually(() =>
    expect(desk.mine()).toMatchObject([{ phoneCallId: caller.phoneCallId, inConference: false }]),
  );
  expect(desk.page.mixed).toEqual([]);
  await caller.hears(OPERATOR_HZ, 0.9);
  caller.hangUp();
  await desk.allOver();
});

test("holding one of a conference ends it, and the other goes on talking", async () => {
  const { desk, caller, mark, consult } = await conference();
  await desk.ask("call.hold", { phoneCallId: caller.phoneCallId });
  await desk.eventually(() =>
    expect(desk.only("talking")).toMatchObject({ phoneCallId: consult, inConference: false }),
  );
  expect(desk.only("on-hold").inConference).toBe(false);
  await caller.hears(MUSIC, 0.9);
  await mark.hears(OPERATOR_HZ, 0.9);
});

test("a call that is answered during a conference puts both on hold and ends it", async () => {
  const { desk } = await conference();
  await desk.answeredCaller(2000, "31633333333");
  await desk.eventually(() => expect(desk.mine().filter((each) => each.state === "on-hold")).toHaveLength(2));
  expect(desk.mine().some((each) => each.inConference)).toBe(false);
  expect(desk.page.mixed).toEqual([]);
});

test("a number that is dialled during a conference ends it too", async () => {
  const { desk } = await conference();
  await desk.ask("call.dial", { target: { number: "215" } });
  await desk.eventually(() => expect(desk.mine().filter((each) => each.state === "on-hold")).toHaveLength(2));
  expect(desk.page.mixed).toEqual([]);
});

test("who is muted in a conference is muted for both", async () => {
  const { desk, caller, mark } = await conference();
  await desk.ask("call.mute", { phoneCallId: caller.phoneCallId, muted: true });
  await desk.eventually(() => expect(desk.mine().every((each) => each.muted)).toBe(true));
  await caller.hears(COLLEAGUE, 0.9);
  await mark.hears(CALLER, 0.9);
});

test("a conference goes on after the page that mixes it was reloaded", async () => {
  const { desk, caller, mark } = await conference();
  await desk.page.close();
  desk.detachPage();
  const reloaded = createNodeAudioPage({ microphoneHz: OPERATOR_HZ });
  onTestFinished(() => reloaded.close());
  desk.product.attachAudio(reloaded);
  reloaded.microphone("ready");
  await desk.eventually(() => expect([...reloaded.mixed].sort()).toEqual([...reloaded.peerIds()].sort()));
  await desk.eventually(() => expect(reloaded.mixed).toHaveLength(2));
  await caller.hears(COLLEAGUE);
  await mark.hears(CALLER);
});

test("who leaves a conference by joining the others leaves them talking", async () => {
  const { desk, caller, mark, consult } = await conference();
  await desk.ask("call.connect", { phoneCallId: caller.phoneCallId, to: consult });
  await desk.eventually(() => expect(desk.mine()).toEqual([]));
  await caller.hears(COLLEAGUE, 0.9);
  await mark.hears(CALLER, 0.9);
  caller.hangUp();
  await desk.allOver();
});

test("nobody is in conference with himself, or before he answered", async () => {
  const { desk, caller } = await conference();
  const { phoneCallId } = caller;
  expect(await desk.refusal("call.conference", { phoneCallId, with: phoneCallId })).toBe("wrong-call-state");
  const dialled = await desk.ask("call.dial", { target: { number: "0612345678" } });
  expect(await desk.refusal("call.conference", { phoneCallId, with: dialled.phoneCallId })).toBe(
    "wrong-call-state",
  );
});

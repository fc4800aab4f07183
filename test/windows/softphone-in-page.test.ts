import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { playTo } from "../../src/exchange/media/player.ts";
import type { TestMedia } from "../../src/exchange/sip/test-phone.ts";
import type { RequestInput, RequestName, RequestOutput } from "../../src/shared/contract/requests.ts";
import type { OwnCall } from "../../src/shared/model/calls.ts";
import { hearInPage } from "../support/page-audio.ts";
import { callWithTone, logOn, OPERATOR_HZ, openStage, type Stage } from "../support/stage.ts";
import { goertzel, tone } from "../support/tone.ts";

const [CALLER_HZ, COLLEAGUE_HZ] = [600, 1000];
const soon = { timeout: 8_000, interval: 50 };

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
  await stage.signIn();
});
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

async function ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
  const answer = await stage.product.request(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.refusal.code} ${answer.refusal.detail}`);
  return answer.value as RequestOutput<N>;
}

function ownCalls(): readonly OwnCall[] {
  let rows: readonly unknown[] = [];
  stage.product.follow("own-calls", (frame) => {
    if (frame.kind === "rows") rows = frame.rows;
  })();
  return rows as readonly OwnCall[];
}

const hears = (heard: () => Buffer, hz: number) =>
  vi.waitFor(() => expect(goertzel(heard(), hz)).toBeGreaterThan(0.2), soon);

test("a caller and a colleague who was asked about him talk with the operator and each other, then alone", async () => {
  const mark = await logOn(stage.exchange, "mark");
  const sanne = callWithTone(stage.exchange, CALLER_HZ, {
    number: "31612345678",
    name: "Sanne",
    dialled: "200",
  });
  await stage.page
    .getByRole("row", { name: /Sanne, ringing/ })
    .getByRole("button", { name: "Answer" })
    .waitFor();
  await stage.page.keyboard.press("+");
  const caller = await vi.waitFor(() => only("talking"), soon);
  const consult = await ask("call.consult", { phoneCallId: caller.phoneCallId, target: { number: "214" } });
  const invitation = await vi.waitFor(() => {
    const [incoming] = mark.incoming;
    if (!incoming) throw new Error("Mark is not rung");
    return incoming;
  }, soon);
  await invitation.accept();
  const media: TestMedia = mark.mediaOf(invitation);
  const stopSpeaking = playTo({ state: "answered", play: media.play }, tone(COLLEAGUE_HZ, 1));
  await vi.waitFor(() => expect(only("talking").phoneCallId).toBe(consult.phoneCallId), soon);

  await ask("call.conference", { phoneCallId: caller.phoneCallId, with: consult.phoneCallId });
  await hears(sanne.heard.frames, COLLEAGUE_HZ);
  await hears(sanne.heard.frames, OPERATOR_HZ);
  await hears(media.heard, CALLER_HZ);
  await hears(media.heard, OPERATOR_HZ);

  await ask("call.connect", { phoneCallId: caller.phoneCallId, to: consult.phoneCallId });
  await vi.waitFor(() => expect(ownCalls()).toEqual([]), soon);
  await vi.waitFor(() => expect(goertzel(sanne.heard.frames(), COLLEAGUE_HZ)).toBeGreaterThan(0.8), soon);
  await vi.waitFor(() => expect(goertzel(media.heard(), CALLER_HZ)).toBeGreaterThan(0.8), soon);
  stopSpeaking();
  sanne.hangUp();
  await vi.waitFor(() => expect([...stage.exchange.pbx.calls.values()]).toEqual([]), soon);
});

test("what the network says of a number that nobody has is heard before any answer", async () => {
  await ask("call.dial", { target: { number: "085 000 00 00" } });
  await hearInPage(stage.page, 1400, 8_000);
  const { phoneCallId, answeredAt } = only("dialling");
  expect(answeredAt).toBeNull();
  await ask("call.hang-up", { phoneCallId });
  await vi.waitFor(() => expect([...stage.exchange.pbx.calls.values()]).toEqual([]), soon);
});

function only(state: OwnCall["state"]): OwnCall {
  const [call, ...more] = ownCalls().filter((each) => each.state === state);
  if (!call || more.length > 0) throw new Error(`not one call is ${state}`);
  return call;
}

import { expect, test } from "vitest";
import { phoneDesk } from "../support/phone-desk.ts";
import { callWithTone } from "../support/stage.ts";

const [CALLER, OTHER] = [600, 800];

/** An operator in the queue that the company's number leads to, whose calls are answered by themselves. */
async function deskThatAnswers() {
  const desk = await phoneDesk();
  const [queue] = await desk.eventually(() => {
    const mine = desk.now("queues").filter(({ myPriority }) => myPriority !== null);
    expect(mine.length).toBeGreaterThan(0);
    return mine;
  });
  if (!queue) throw new Error("the operator is in no queue");
  const setAutoAnswer = async (on: boolean) => {
    for (const { queueId } of desk.now("queues")) await desk.ask("queue.set-auto-answer", { queueId, on });
    await desk.eventually(() =>
      expect(desk.now("queues").every(({ autoAnswer }) => autoAnswer === on)).toBe(true),
    );
  };
  await setAutoAnswer(true);
  return { desk, setAutoAnswer };
}

test("a queue's call is answered by itself after a short tone, and heard", async () => {
  const { desk } = await deskThatAnswers();
  const caller = callWithTone(desk.exchange, CALLER, { number: "31612345678", name: "Eve" });
  await desk.eventually(() => expect(desk.page.tone).toBe("answered"));
  expect(desk.page.ringing).toBe(false);
  await desk.eventually(() => expect(desk.only("talking").queue).not.toBeNull());
  await desk.eventually(() => expect(desk.page.tone).toBeNull());
  expect(desk.now("callers")).toEqual([]);
  caller.hangUp();
  await desk.allOver();
});

test("somebody who calls directly rings, and so does a queue's call once it is off again", async () => {
  const { desk, setAutoAnswer } = await deskThatAnswers();
  const direct = desk.outsider(CALLER, { dialled: "200" });
  await desk.eventually(() => expect(desk.page.ringing).toBe(true));
  await desk.eventually(() => expect(desk.now("callers").map(({ state }) => state)).toEqual(["ringing"]));
  direct.hangUp();
  await desk.eventually(() => expect(desk.now("callers")).toEqual([]));
  await setAutoAnswer(false);
  const caller = callWithTone(desk.exchange, OTHER, { number: "31698765432", name: "Mallory" });
  await desk.eventually(() => expect(desk.page.ringing).toBe(true));
  await desk.eventually(() => expect(desk.now("callers").map(({ state }) => state)).toEqual(["ringing"]));
  expect(desk.mine()).toEqual([]);
  caller.hangUp();
  await desk.eventually(() => expect(desk.page.ringing).toBe(false));
  await desk.allOver();
});

test("a queue's call that rings while the operator talks is not answered behind his back, also not when he is done", async () => {
  const desk = await phoneDesk();
  const talk = await desk.answeredCaller(CALLER);
  for (const { queueId } of desk.now("queues"))
    await desk.ask("queue.set-auto-answer", { queueId, on: true });
  const waiting = callWithTone(desk.exchange, OTHER, { number: "31698765432", name: "Mallory" });
  await desk.eventually(() => expect(desk.now("callers").map(({ state }) => state)).toEqual(["ringing"]));
  await desk.eventually(() => expect(desk.page.tone).toBe("call-waiting"));
  talk.hangUp();
  await desk.eventually(() => expect(desk.page.ringing).toBe(true));
  await desk.eventually(() => expect(desk.mine()).toEqual([]));
  expect(desk.now("callers").map(({ state }) => state)).toEqual(["ringing"]);
  waiting.hangUp();
  await desk.eventually(() => expect(desk.page.ringing).toBe(false));
  await desk.allOver();
});

test("without a microphone a queue's call rings on", async () => {
  const { desk } = await deskThatAnswers();
  desk.page.microphone("missing");
  const caller = callWithTone(desk.exchange, CALLER, { number: "31612345678", name: "Eve" });
  await desk.eventually(() =>
    expect(desk.now("callers")).toMatchObject([{ state: "ringing", queue: { name: "Front desk" } }]),
  );
  await desk.eventually(() => expect(desk.page.ringing).toBe(true));
  expect([desk.page.tone, desk.mine()]).toEqual([null, []]);
  caller.hangUp();
  await desk.eventually(() => expect(desk.page.ringing).toBe(false));
  await desk.allOver();
});

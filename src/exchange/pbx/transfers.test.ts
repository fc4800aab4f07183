import { expect, test } from "vitest";
import type { TransferRequest } from "./leg.ts";
import { officeNumber, type TestOffice, testOffice } from "./test-office.ts";

/** Ann talks to a caller who came through the desk's queue. */
function talking() {
  const office = testOffice();
  const { pbx, clock, ann, desk, phoneOf } = office;
  pbx.people.join(ann, desk, 1, false);
  const caller = office.outsider(officeNumber);
  clock.advance(1_000);
  const annLeg = phoneOf(ann);
  annLeg.pickUp();
  office.story();
  return { ...office, caller, annLeg };
}

function request(target: string, more: Partial<TransferRequest> = {}) {
  const reports: number[] = [];
  return {
    reports,
    request: {
      target,
      ringMs: null,
      replaces: null,
      ...more,
      report: (statusCode: number) => void reports.push(statusCode),
    },
  };
}

const frame = Buffer.alloc(160, 7);

test("a blind transfer that is answered replaces the conversation and frees the operator", () => {
  const { annLeg, bob, caller, clock, phoneOf, story, pbx, hearsMusic } = talking();
  const { request: wish, reports } = request("202");
  annLeg.hold(true);
  expect(hearsMusic(caller.leg)).toBe(true);
  annLeg.transfer(wish);
  clock.advance(500);
  expect(pbx.calls.size).toBe(2);
  const bobLeg = phoneOf(bob);
  bobLeg.pickUp();
  expect(story()).toEqual([
    "call 1 STATE: External answered > Ann inactive",
    "call 3 starts: External answered > Dialplan connecting",
    "call 3 DESTINATION: External answered > Bob connecting",
    "call 3 STATE: External answered > Bob ringing",
    "call 3 STATE: External answered > Bob answered",
    "call 1 ends REPLACE disconnected",
  ]);
  expect(reports).toEqual([100, 180, 200]);
  expect(annLeg.state).toBe("ended");
  expect(hearsMusic(caller.leg)).toBe(false);
  bobLeg.say(frame);
  expect(caller.heard).toEqual([frame]);
});

test.each([
  ["busy", 486, "DESTINATION_BUSY"],
  ["declined", 603, "DESTINATION_HANGUP"],
] as const)(
  "a blind transfer to somebody who is %s leaves the caller with the operator",
  (cause, code, reason) => {
    const { annLeg, bob, caller, clock, phoneOf, story, hearsMusic } = talking();
    const { request: wish, reports } = request("202");
    annLeg.hold(true);
    annLeg.transfer(wish);
    clock.advance(500);
    phoneOf(bob).leave(cause);
    expect(reports).toEqual([100, 180, code]);
    expect(story().at(-1)).toBe(`call 3 ends ${reason} disconnected`);
    expect(hearsMusic(caller.leg)).toBe(true);
    annLeg.hold(false);
    annLeg.say(frame);
    expect(caller.heard).toEqual([frame]);
  },
);

test("a blind transfer that nobody answers ends after the time that was asked for", () => {
  const { annLeg, bob, clock, phoneOf, pbx } = talking();
  const { request: wish, reports } = request("202", { ringMs: 15_000 });
  annLeg.transfer(wish);
  clock.advance(14_999);
  expect(reports).toEqual([100, 180]);
  clock.advance(1);
  expect(reports).toEqual([100, 180, 480]);
  expect(phoneOf(bob).state).toBe("ended");
  expect(pbx.calls.size).toBe(1);
});

test("a blind transfer to an unknown number says so", () => {
  const { annLeg } = talking();
  const { request: wish, reports } = request("299");
  annLeg.transfer(wish);
  expect(reports).toEqual([100, 404]);
});

test("taking the caller back while the target rings stops the ringing", () => {
  const { annLeg, bob, caller, clock, phoneOf, story, hearsMusic } = talking();
  const { request: wish, reports } = request("202");
  annLeg.hold(true);
  annLeg.transfer(wish);
  clock.advance(500);
  annLeg.hold(false);
  expect(reports).toEqual([100, 180, 487]);
  expect(phoneOf(bob).state).toBe("ended");
  expect(hearsMusic(caller.leg)).toBe(false);
  expect(story().slice(-2)).toEqual([
    "call 3 ends SOURCE_HANGUP disconnected",
    "call 1 STATE: External answered > Ann answered",
  ]);
});

test("a caller who hangs up while being put through ends everything", () => {
  const { annLeg, bob, caller, clock, phoneOf, pbx } = talking();
  const { request: wish, reports } = request("202");
  annLeg.transfer(wish);
  clock.advance(500);
  caller.leg.leave("hung-up");
  expect(reports).toEqual([100, 180, 487]);
  expect(phoneOf(bob).state).toBe("ended");
  expect(annLeg.state).toBe("ended");
  expect(pbx.calls.size).toBe(0);
});

test("an operator who hangs up while the target rings does not lose the caller", () => {
  const { annLeg, bob, caller, clock, phoneOf, hearsMusic, pbx } = talking();
  annLeg.transfer(request("202").request);
  clock.advance(500);
  annLeg.leave("hung-up");
  expect(hearsMusic(caller.leg)).toBe(true);
  const bobLeg = phoneOf(bob);
  bobLeg.pickUp();
  bobLeg.say(frame);
  expect(caller.heard).toEqual([frame]);
  expect(hearsMusic(caller.leg)).toBe(false);
  expect(pbx.calls.size).toBe(1);
});

function consulting(office: ReturnType<typeof talking>, target: TestOffice["bob"]) {
  const { annLeg, ann, pbx, clock } = office;
  annLeg.hold(true);
  const heard: Buffer[] = [];
  const leg = office.dialling(ann, target.extension, heard);
  clock.advance(500);
  office.story();
  return { leg, heard, callCount: pbx.calls.size };
}

test("an attended transfer joins caller and colleague in the first call", () => {
  const office = talking();
  const { annLeg, bob, caller, phoneOf, story, hearsMusic, pbx } = office;
  const consult = consulting(office, bob);
  const bobLeg = phoneOf(bob);
  bobLeg.pickUp();
  bobLeg.say(frame);
  expect(consult.heard).toEqual([frame]);
  story();
  const { request: wish, reports } = request("202", { replaces: consult.leg });
  annLeg.transfer(wish);
  expect(reports).toEqual([200]);
  expect(story()).toEqual([
    "call 1 DESTINATION: External answered > Bob answered",
    "call 3 ends REPLACE disconnected",
  ]);
  expect([annLeg.state, consult.leg.state]).toEqual(["ended", "ended"]);
  expect(hearsMusic(caller.leg)).toBe(false);
  expect(pbx.calls.get(caller.callId)?.agent).toBeNull();
  bobLeg.say(frame);
  expect(caller.heard).toEqual([frame]);
  bobLeg.leave("hung-up");
  expect(story()).toEqual(["call 1 ends DESTINATION_HANGUP disconnected"]);
  expect(pbx.calls.size).toBe(0);
});

test("an attended transfer completed while the colleague still rings goes on as a blind one", () => {
  const office = talking();
  const { annLeg, bob, caller, phoneOf, story } = office;
  const consult = consulting(office, bob);
  const { request: wish, reports } = request("202", { replaces: consult.leg });
  annLeg.transfer(wish);
  expect(reports).toEqual([100]);
  const bobLeg = phoneOf(bob);
  bobLeg.pickUp();
  expect(reports).toEqual([100, 200]);
  expect(story()).toEqual([
    "call 3 SOURCE: External answered > Bob ringing",
    "call 3 STATE: External answered > Bob answered",
    "call 1 ends REPLACE disconnected",
  ]);
  bobLeg.say(frame);
  expect(caller.heard).toEqual([frame]);
});

test("a transfer to a queue is done as soon as the queue has the caller", () => {
  const { annLeg, bob, desk, clock, pbx, story, phoneOf } = talking();
  const { request: wish, reports } = request("800");
  pbx.people.join(bob, desk, 1, false);
  annLeg.transfer(wish);
  expect(reports).toEqual([100, 200]);
  expect(story()).toEqual([
    "member.entered 2 1",
    "call 3 starts: External answered > Dialplan connecting",
    "call 3 DESTINATION: External answered > Queue answered",
    "call 1 ends REPLACE disconnected",
    "call 3 enters the queue",
  ]);
  clock.advance(200);
  phoneOf(bob).pickUp();
  expect([...pbx.calls.values()].map(({ destination }) => destination.place)).toMatchObject([
    { userName: "Bob" },
  ]);
});

import { expect, test } from "vitest";
import { officeNumber, type TestOfficeOptions, testOffice } from "./test-office.ts";

const ring = (options: TestOfficeOptions = {}) => {
  const office = testOffice(options);
  const { pbx, ann, bob, desk } = office;
  pbx.people.join(ann, desk, 1, false);
  pbx.people.join(bob, desk, 1, false);
  office.story();
  return office;
};

test("all agents ring, one answers, the others stop, and the conversation goes on under the caller's own id", () => {
  const { outsider, clock, story, phoneOf, ann, bob, pbx, hearsMusic } = ring();
  const caller = outsider(officeNumber);
  expect(caller.leg.state).toBe("answered");
  expect(hearsMusic(caller.leg)).toBe(true);
  clock.advance(100);
  phoneOf(bob).pickUp();
  expect(story()).toEqual([
    "call 1 starts: External connecting > Dialplan connecting",
    "call 1 DESTINATION: External answered > Queue answered",
    "call 1 enters the queue",
    "call 2 starts: External connecting > Ann connecting",
    "call 3 starts: External connecting > Bob connecting",
    "call 2 STATE: External connecting > Ann ringing",
    "call 3 STATE: External connecting > Bob ringing",
    "call 1 DESTINATION: External answered > Bob answered",
    "call 1 leaves the queue",
    "call 2 ends SOURCE_HANGUP disconnected",
    "call 3 ends SOURCE_HANGUP disconnected",
  ]);
  expect(phoneOf(ann).state).toBe("ended");
  expect(phoneOf(bob).state).toBe("answered");
  expect(hearsMusic(caller.leg)).toBe(false);
  expect([...pbx.calls.keys()]).toEqual([caller.callId]);
});

test("an offer that nobody takes is made again, as a new call", () => {
  const { outsider, clock, story, phoneOf, ann } = ring();
  outsider(officeNumber);
  clock.advance(100);
  const first = phoneOf(ann);
  clock.advance(20_000);
  expect(first.state).toBe("ended");
  story();
  clock.advance(2_000);
  expect(phoneOf(ann)).not.toBe(first);
  expect(story()[0]).toBe("call 4 starts: External connecting > Ann connecting");
});

test("agents who are away, busy or on another status are not rung, and are as soon as that is over", () => {
  const { outsider, clock, story, pbx, ann, bob, dialling } = ring();
  pbx.people.setStatus(ann, "ONLY_DIRECT");
  dialling(bob, "203", []);
  story();
  outsider(officeNumber);
  clock.advance(5_000);
  expect(story().filter((line) => line.includes("starts"))).toEqual([
    "call 2 starts: External connecting > Dialplan connecting",
  ]);
  pbx.people.setStatus(ann, "ALL");
  clock.advance(1);
  expect(story().at(-1)).toBe("call 3 starts: External connecting > Ann connecting");
});

test("an agent whose phone cannot be reached is passed over without a call, until it is back", () => {
  const { outsider, clock, story, ann, bob, away } = ring();
  for (const user of [ann, bob]) away.add(user);
  outsider(officeNumber);
  clock.advance(30_000);
  const offers = () => story().filter((line) => line.includes("starts") && !line.includes("Dialplan"));
  expect(offers()).toEqual([]);
  away.delete(bob);
  clock.advance(2_000);
  expect(offers()).toEqual(["call 2 starts: External connecting > Bob connecting"]);
  away.delete(ann);
  clock.advance(22_000);
  expect(offers()).toEqual([
    "call 3 starts: External connecting > Ann connecting",
    "call 4 starts: External connecting > Bob connecting",
  ]);
});

test("somebody whose phone cannot be reached picks nobody up, and no call tells of it", () => {
  const { outsider, clock, story, pbx, cas, away } = ring();
  const caller = outsider(officeNumber);
  clock.advance(100);
  story();
  away.add(cas);
  expect(pbx.pickUp(cas, caller.callId)).toBeNull();
  expect(story()).toEqual([]);
});

test("agents of a lower priority ring only after a minute", () => {
  const { outsider, clock, story, pbx, ann, bob, desk } = ring();
  pbx.people.join(ann, desk, 2, false);
  pbx.people.setLoggedIn(bob, false);
  story();
  outsider(officeNumber);
  clock.advance(59_999);
  expect(story().some((line) => line.includes("Ann"))).toBe(false);
  clock.advance(2);
  expect(story().some((line) => line.includes("Ann"))).toBe(true);
});

test("a caller who gives up stops all phones", () => {
  const { outsider, clock, story, phoneOf, ann, bob, pbx } = ring();
  const caller = outsider(officeNumber);
  clock.advance(100);
  story();
  caller.leg.leave("hung-up");
  expect(story()).toEqual([
    "call 1 leaves the queue",
    "call 2 ends SOURCE_HANGUP disconnected",
    "call 3 ends SOURCE_HANGUP disconnected",
    "call 1 ends SOURCE_HANGUP disconnected",
  ]);
  expect([phoneOf(ann).state, phoneOf(bob).state]).toEqual(["ended", "ended"]);
  expect(pbx.calls.size).toBe(0);
});

test("the queue lets a caller go after the longest wait and says why", () => {
  const { outsider, clock, story, pbx, ann, bob } = ring({ maxWaitMs: 30_000 });
  pbx.people.setLoggedIn(ann, false);
  pbx.people.setLoggedIn(bob, false);
  story();
  const caller = outsider(officeNumber);
  clock.advance(30_000);
  expect(caller.leg.state).toBe("ended");
  expect(story().slice(-3)).toEqual([
    "call 1 exits max_waittime",
    "call 1 leaves the queue",
    "call 1 ends DESTINATION_HANGUP disconnected",
  ]);
});

test("somebody who is not in the queue picks a waiting caller up", () => {
  const { outsider, clock, pbx, cas, phoneOf, ann } = ring();
  const caller = outsider(officeNumber);
  clock.advance(100);
  const ringing = pbx.pickUp(cas, caller.callId);
  expect(pbx.calls.get(ringing ?? "")?.parentId).toBe(caller.callId);
  expect(pbx.pickUp(cas, caller.callId)).toBe(ringing);
  phoneOf(cas).pickUp();
  expect(phoneOf(ann).state).toBe("ended");
  expect(pbx.calls.get(caller.callId)?.destination.place).toMatchObject({ userName: "Cas" });
  expect(pbx.pickUp(cas, caller.callId)).toBeNull();
});

test("wrap-up begins when the queue call is over and ends by time or by hand", () => {
  const { outsider, clock, story, phoneOf, bob, pbx } = ring({ wrapUpMs: 15_000 });
  const talk = () => {
    const caller = outsider(officeNumber);
    clock.advance(100);
    phoneOf(bob).pickUp();
    caller.leg.leave("hung-up");
    return caller.callId;
  };
  const callId = talk();
  expect(bob.wrapUp).toEqual({ callId, endsAt: clock.now() + 15_000 });
  expect(bob.receiveCalls).toBe("ONLY_DIRECT");
  story();
  clock.advance(15_000);
  expect(story()).toEqual(["Bob is Available"]);
  talk();
  pbx.people.setStatus(bob, "ALL");
  expect(bob.wrapUp).toBeNull();
  story();
  clock.advance(20_000);
  expect(story()).toEqual([]);
});

test("an agent is in wrap-up too after he has put the caller through", () => {
  const { outsider, clock, phoneOf, bob, cas } = ring({ wrapUpMs: null });
  outsider(officeNumber);
  clock.advance(100);
  const bobLeg = phoneOf(bob);
  bobLeg.pickUp();
  bobLeg.transfer({ target: "203", ringMs: null, replaces: null, report: () => undefined });
  expect(bob.wrapUp).toBeNull();
  clock.advance(100);
  phoneOf(cas).pickUp();
  expect(bob.wrapUp?.endsAt).toBeNull();
});

test("at night callers hear that the company is closed", () => {
  const { outsider, clock, story, pbx } = ring();
  const daynight = pbx.company.switches.get("301");
  if (daynight) daynight.setting = 2;
  const caller = outsider(officeNumber);
  expect(story().at(-1)).toBe("call 1 DESTINATION: External answered > Resource answered");
  clock.advance(15_000);
  expect(caller.leg.state).toBe("ended");
});

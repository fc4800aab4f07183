import { expect, test } from "vitest";
import { testOffice } from "./test-office.ts";

const frame = Buffer.alloc(160, 9);

test("colleagues call each other, hear each other, and hold with music", () => {
  const { dialling, ann, bob, clock, phoneOf, story, hearsMusic } = testOffice();
  const heard: Buffer[] = [];
  const annLeg = dialling(ann, "202", heard);
  clock.advance(100);
  const bobLeg = phoneOf(bob);
  bobLeg.pickUp();
  bobLeg.say(frame);
  bobLeg.hold(true);
  bobLeg.say(frame);
  expect(heard).toEqual([frame]);
  expect(hearsMusic(annLeg)).toBe(true);
  bobLeg.hold(false);
  expect(hearsMusic(annLeg)).toBe(false);
  bobLeg.leave("hung-up");
  expect(annLeg.state).toBe("ended");
  expect(story()).toEqual([
    "call 1 starts: Ann connecting > Dialplan connecting",
    "call 1 DESTINATION: Ann connecting > Bob connecting",
    "call 1 STATE: Ann connecting > Bob ringing",
    "call 1 STATE: Ann answered > Bob answered",
    "call 1 STATE: Ann answered > Bob inactive",
    "call 1 STATE: Ann answered > Bob answered",
    "call 1 ends DESTINATION_HANGUP disconnected",
  ]);
});

test.each(["112", "+31 20 123 45 67"])("a user calls %s", (number) => {
  const { dialling, ann, clock, pbx } = testOffice();
  const leg = dialling(ann, number, []);
  clock.advance(3_000);
  expect(leg.state).toBe("answered");
  const [call] = pbx.calls.values();
  expect(call?.destination.place).toMatchObject({
    type: "External",
    number: number === "112" ? "112" : "31201234567",
  });
});

test("unknown numbers, colleagues without a phone and colleagues who take no calls cannot be reached", () => {
  const { dialling, ann, bob, cas, pbx, story } = testOffice();
  pbx.people.setLoggedIn(bob, false);
  pbx.people.setStatus(cas, "NONE");
  for (const number of ["299", "202", "203"]) expect(dialling(ann, number, []).state).toBe("ended");
  expect(pbx.calls.size).toBe(0);
  expect(story().filter((line) => line.includes("ends"))).toHaveLength(3);
});

test("a busy colleague is a busy end", () => {
  const { dialling, ann, bob, clock, phoneOf, story } = testOffice();
  dialling(ann, "202", []);
  clock.advance(100);
  phoneOf(bob).leave("busy");
  expect(story().at(-1)).toBe("call 1 ends DESTINATION_BUSY disconnected");
});

test("click-to-dial rings the own phone first, and then swaps the sides", () => {
  const { pbx, ann, bob, clock, phoneOf, story } = testOffice();
  const call = pbx.dial(ann, "202");
  expect(call?.source.place).toMatchObject({ type: "Dialplan", description: "dialler", exten: "202" });
  clock.advance(100);
  phoneOf(ann).pickUp();
  clock.advance(100);
  phoneOf(bob).pickUp();
  expect(story()).toEqual([
    "call 1 starts: Dialplan connecting > Ann connecting",
    "call 1 STATE: Dialplan connecting > Ann ringing",
    "call 1 BOTH: Ann answered > Dialplan connecting",
    "call 1 DESTINATION: Ann answered > Bob connecting",
    "call 1 STATE: Ann answered > Bob ringing",
    "call 1 STATE: Ann answered > Bob answered",
  ]);
});

test("logging on and off a phone is told with its location", () => {
  const { pbx, ann, story } = testOffice();
  pbx.people.setLoggedIn(ann, false);
  pbx.people.setLoggedIn(ann, true);
  expect(story()).toEqual(["Ann loggedIn false", "Ann location -1", "Ann loggedIn true", "Ann location 91"]);
});

test("closing hangs up on everybody", () => {
  const { pbx, dialling, ann, clock, outsider, bob, phoneOf } = testOffice();
  const calling = dialling(ann, "202", []);
  clock.advance(100);
  const { leg } = outsider("800");
  pbx.close();
  expect([calling.state, leg.state, phoneOf(bob).state]).toEqual(["ended", "ended", "ended"]);
});

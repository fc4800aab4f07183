import { expect, test } from "vitest";
import type { SimulatedLeg } from "../demo/simulated-leg.ts";
import { officeNumber, testOffice } from "./test-office.ts";

/** Ann parks a caller who came through the desk's queue. */
function parked() {
  const office = testOffice();
  const { pbx, clock, ann, desk, phoneOf } = office;
  pbx.people.join(ann, desk, 1, false);
  const caller = office.outsider(officeNumber);
  clock.advance(1_000);
  const annLeg = phoneOf(ann);
  annLeg.pickUp();
  office.story();
  const reports = put(annLeg, "700");
  return { ...office, caller, annLeg, reports };
}

function put(leg: SimulatedLeg, target: string): number[] {
  const reports: number[] = [];
  leg.transfer({ target, ringMs: null, replaces: null, report: (statusCode) => reports.push(statusCode) });
  return reports;
}

const frame = Buffer.alloc(160, 7);

test("a caller who is parked hears music in the first free slot, and the operator is free", () => {
  const { reports, annLeg, caller, story, hearsMusic, pbx, ann } = parked();
  expect(reports).toEqual([100, 200]);
  expect(annLeg.state).toBe("ended");
  expect(hearsMusic(caller.leg)).toBe(true);
  expect(story()).toEqual([
    "call 3 starts: External answered > Dialplan connecting",
    "call 3 DESTINATION: External answered > Resource answered",
    "call 1 ends REPLACE disconnected",
  ]);
  const [call] = pbx.calls.values();
  expect(call?.destination.place).toMatchObject({ resourceType: "park", name: "701", parkedBy: ann.id });
});

test("whoever dials the slot talks with the caller, under the caller's call", () => {
  const { dialling, bob, caller, story, hearsMusic, pbx } = parked();
  const [before] = pbx.calls.keys();
  const heard: Buffer[] = [];
  const told: string[] = [];
  story();
  const bobLeg = dialling(bob, "701", heard, (id) => told.push(id));
  expect(bobLeg.state).toBe("answered");
  expect(told).toEqual([before]);
  expect(story()).toEqual(["call 3 DESTINATION: External answered > Bob answered"]);
  expect(hearsMusic(caller.leg)).toBe(false);
  caller.leg.say(frame);
  bobLeg.say(frame);
  expect([heard, caller.heard]).toEqual([[frame], [frame]]);
  bobLeg.leave("hung-up");
  expect([caller.leg.state, pbx.calls.size]).toEqual(["ended", 0]);
});

test("a caller who is forgotten rings whoever parked him, and is parked again while nobody answers", () => {
  const { clock, ann, bob, phoneOf, caller, hearsMusic, pbx, dialling } = parked();
  clock.advance(120_000);
  const ringing = phoneOf(ann);
  expect(ringing.state).toBe("ringing");
  expect(hearsMusic(caller.leg)).toBe(true);
  clock.advance(30_000);
  const [call] = pbx.calls.values();
  expect(call?.destination.place).toMatchObject({ resourceType: "park", name: "701" });
  clock.advance(120_000);
  phoneOf(ann).pickUp();
  expect(call?.destination.place).toMatchObject({ userName: "Ann" });
  phoneOf(ann).say(frame);
  expect(caller.heard).toEqual([frame]);
  expect(dialling(bob, "701", []).state).toBe("ended");
});

test("a caller is retrieved while he rings whoever forgot him", () => {
  const { clock, ann, bob, phoneOf, caller, dialling } = parked();
  clock.advance(121_000);
  const heard: Buffer[] = [];
  dialling(bob, "701", heard);
  expect(phoneOf(ann).state).toBe("ended");
  caller.leg.say(frame);
  expect(heard).toEqual([frame]);
});

test("a parked caller who hangs up frees the slot, and each caller has one of his own", () => {
  const { caller, pbx, outsider, clock, ann, phoneOf } = parked();
  const second = outsider(officeNumber);
  clock.advance(1_000);
  phoneOf(ann).pickUp();
  put(phoneOf(ann), "700");
  expect(pbx.calls.get(second.callId)).toBeUndefined();
  const slots = () =>
    [...pbx.calls.values()].map(({ destination: { place } }) => "name" in place && place.name);
  expect(slots()).toEqual(["701", "702"]);
  caller.leg.leave("hung-up");
  expect(slots()).toEqual(["702"]);
  clock.advance(300_000);
  expect(slots()).toHaveLength(1);
});

test("nobody parks himself, and to dial an empty slot ends without a call", () => {
  const { dialling, ann, story } = testOffice();
  expect(dialling(ann, "705", []).state).toBe("ended");
  expect(story()).toEqual([]);
  expect(dialling(ann, "700", []).state).toBe("ended");
});

import { expect, test } from "vitest";
import { officeNumber, testOffice } from "./test-office.ts";

const frame = Buffer.alloc(160, 7);

test("whoever dials *8 and an extension talks with who rings there, under the caller's call", () => {
  const { clock, ann, bob, cas, phoneOf, dialling, story, pbx } = testOffice();
  const heard: Buffer[] = [];
  const told: string[] = [];
  const callerLeg = dialling(ann, "202", heard);
  const [call] = pbx.calls.keys();
  clock.advance(1_000);
  story();
  const casHears: Buffer[] = [];
  const casLeg = dialling(cas, "*8202", casHears, (id) => told.push(id));
  expect([casLeg.state, callerLeg.state, phoneOf(bob).state]).toEqual(["answered", "answered", "ended"]);
  expect(told).toEqual([call]);
  expect(story()).toEqual(["call 1 DESTINATION: Ann answered > Cas answered"]);
  callerLeg.say(frame);
  casLeg.say(frame);
  expect([casHears, heard]).toEqual([[frame], [frame]]);
  casLeg.leave("hung-up");
  expect(pbx.calls.size).toBe(0);
});

test("a caller who is put through to a colleague is picked up there, and the transfer has succeeded", () => {
  const { clock, ann, bob, cas, phoneOf, dialling, pbx, outsider, desk } = testOffice();
  pbx.people.join(ann, desk, 1, false);
  const caller = outsider(officeNumber);
  clock.advance(1_000);
  phoneOf(ann).pickUp();
  const reports: number[] = [];
  const report = (statusCode: number) => reports.push(statusCode);
  phoneOf(ann).transfer({ target: "202", ringMs: null, replaces: null, report });
  clock.advance(1_000);
  const casLeg = dialling(cas, "*8202", []);
  expect(reports).toEqual([100, 180, 200]);
  expect([casLeg.state, phoneOf(bob).state, phoneOf(ann).state]).toEqual(["answered", "ended", "ended"]);
  casLeg.say(frame);
  expect(caller.heard.at(-1)).toEqual(frame);
});

test("where nothing rings, nobody is there or a queue offers its caller, nobody is picked up", () => {
  const { clock, ann, bob, phoneOf, dialling, pbx, outsider, desk } = testOffice();
  expect(dialling(ann, "*8202", []).state).toBe("ended");
  expect(dialling(ann, "*8999", []).state).toBe("ended");
  pbx.people.join(bob, desk, 1, false);
  outsider(officeNumber);
  clock.advance(1_000);
  expect(dialling(ann, "*8202", []).state).toBe("ended");
  expect(phoneOf(bob).state).toBe("ringing");
});

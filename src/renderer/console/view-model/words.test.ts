import { expect, test } from "vitest";
import type { Party } from "../../../shared/model/party.ts";
import { knownStations } from "../../../shared/model/stations.ts";
import { partyName } from "./words.ts";

const nobody: Party = { kind: "service", name: null, number: null, displayNumber: null, userId: null };

test.each([
  ["voicemail", null, "Voicemail", "Voicemail"],
  ["voicemail", "Sales", "Sales (voicemail)", "Sales (voicemail)"],
  ["voicemail", "Voicemail of Ann", "Voicemail of Ann", "Voicemail of Ann"],
  ["dpswitch", null, "Call flow switch", "Routeschakelaar"],
  ["IVR", "Welcome", "Welcome (menu)", "Welcome (keuzemenu)"],
  ["Conference", null, "Conference", "Conferentie"],
  ["ListenIn", null, "Listening in", "Meeluisteren"],
  ["Unknown", null, "Not known", "Onbekend"],
  ["CallbackService", null, "Callback service", "Callback service"],
  ["ExternalSite", "Utrecht", "Utrecht (external site)", "Utrecht (external site)"],
  ["call_back-2go", null, "Call back 2go", "Call back 2go"],
  ["AIAgent", null, "Aiagent", "Aiagent"],
  ["SIP", "Trunk", "Trunk (SIP)", "Trunk (SIP)"],
])("a place of kind %j with the name %j is called %j, in Dutch %j", (station, name, english, dutch) => {
  expect(partyName("en", { ...nobody, station, name })).toBe(english);
  expect(partyName("nl", { ...nobody, station, name })).toBe(dutch);
});

test("no place is without a word, whatever is known of it", () => {
  for (const station of [undefined, "", "x", ...knownStations])
    for (const language of ["en", "nl"] as const)
      expect(partyName(language, { ...nobody, ...(station !== undefined && { station }) })).toMatch(
        /^\p{Lu}/u,
      );
});

test("a number at a place of a new kind is shown with it", () => {
  const party: Party = {
    ...nobody,
    kind: "external",
    number: "+31612345678",
    displayNumber: "+31 6 12345678",
  };
  expect(partyName("en", { ...party, station: "CallbackService" })).toBe("+31 6 12345678 (callback service)");
  expect(partyName("en", party)).toBe("+31 6 12345678");
});

import { expect, test } from "vitest";
import { resolveEndpoints } from "./endpoints.ts";

const platform = {
  rest: "https://rest.pbx.example.net",
  files: "https://files.pbx.example.net",
  xmpp: ["wss://bosh.pbx.example.net/ws", "xmpp://uc.pbx.example.net"],
  xmppDomain: "uc.pbx.example.net",
};

test.each([
  "pbx.example.net",
  "www.pbx.example.net",
  "WWW.PBX.Example.net/",
  "https://www.pbx.example.net/login?next=/",
  "http://www.pbx.example.net",
])("%s is the platform at pbx.example.net, always with encryption", async (typed) => {
  expect(await resolveEndpoints(typed)).toEqual({ ok: true, value: platform });
});

test.each([
  ["reception", "no-such-server"],
  ["pbx example.net", "no-such-server"],
  ["https://", "no-such-server"],
  ["http://192.0.2.1:8080", "not-allowed"],
])("%j is refused as %s, and nobody is asked", async (typed, code) => {
  expect(await resolveEndpoints(typed)).toMatchObject({ ok: false, refusal: { code } });
});

import { expect, test } from "vitest";
import type { QueueId, UserId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { RestClient } from "./rest-client.ts";
import { readCompanyDirectory, readSwitches, readTerms } from "./rest-company.ts";

const base = "https://rest.example.net";

/** REST that answers these paths with these bodies, and refuses all others for want of a right. */
function restOf(answers: Readonly<Record<string, unknown>>): RestClient {
  const answer = async (url: string): Promise<Result<unknown>> => {
    const path = url.slice(base.length + 1);
    return path in answers ? success(answers[path]) : refused("not-licensed", "HTTP 403");
  };
  const url = (...path: readonly string[]) => [base, ...path].join("/");
  return { get: answer, post: answer, patch: answer, url };
}

const users = [
  { entityId: 11, department: "Sales" },
  { entityId: "12", department: null },
  null,
  "x",
  { department: 7 },
];
const numbers = [
  { number: "31201234567", name: "Main" },
  { number: null, name: "Odd" },
  { number: "31207654321", name: "" },
];

test("of a list what is odd or null is passed over, and new properties do no harm", async () => {
  const rest = restOf({ "company/500/users": users, "company/500/externalNumbers": numbers });
  expect(await readCompanyDirectory(rest, "500")).toEqual({
    ok: true,
    value: {
      departments: new Map([["11", "Sales"]]),
      externalNumbers: [
        { number: "31201234567", name: "Main" },
        { number: "31207654321", name: null },
      ],
    },
  });
  const switches = [
    { self: `${base}/dpswitch/1`, name: "Day or night", currentSetting: 2, settings: null, invented: {} },
    { self: `${base}/dpswitch/2`, name: "Never set", currentSetting: null },
    { self: "/dpswitch/3", name: "Not absolute", currentSetting: 1 },
  ];
  expect(await readSwitches(restOf({ "company/500/dpSwitches": switches }), "500")).toMatchObject({
    ok: true,
    value: [{ switchId: `${base}/dpswitch/1`, setting: 2, settings: [{ setting: 2, label: "2" }] }],
  });
});

test("whoever may not read the one list still has the other; an answer that is no list is refused", async () => {
  expect(await readCompanyDirectory(restOf({ "company/500/externalNumbers": numbers }), "500")).toMatchObject(
    {
      ok: true,
      value: { departments: new Map(), externalNumbers: [{ name: "Main" }, {}] },
    },
  );
  expect(await readCompanyDirectory(restOf({}), "500")).toMatchObject({ refusal: { code: "not-licensed" } });
  for (const answer of [undefined, null, {}, "no"])
    expect(await readSwitches(restOf({ "company/500/dpSwitches": answer }), "500")).toMatchObject({
      refusal: { code: "server-not-core-api" },
    });
});

test("the terms of a membership are told by queue, whatever the case of its address", async () => {
  const terms = (queueMemberships: unknown) =>
    readTerms(
      restOf({
        "user/11/identities": [{ self: `${base}/identity/21`, order: 0 }],
        "identity/21/queueMemberships": queueMemberships,
      }),
      "11" as UserId,
      "7" as QueueId,
    );
  const mine = { queue: `${base}/Queue/7`, priority: "2", callForward: true };
  expect(await terms([{ queue: null }, mine])).toMatchObject({ priority: 2, callForward: true });
  expect(await terms([])).toBeNull();
  expect(await terms(null)).toBeNull();
  expect(await readTerms(restOf({}), "11" as UserId, "7" as QueueId)).toBeNull();
});

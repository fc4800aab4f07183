import { request } from "node:http";
import { expect, test } from "vitest";
import { simulatedLeg } from "../demo/simulated-leg.ts";
import {
  followed,
  notificationOf,
  numberNamed,
  queueNamed,
  quietExchange,
  restOf,
  userNamed,
} from "../test-exchange.ts";

const post = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body) });

test("REST answers 401, 406, 404 and 405 where the platform does", async () => {
  const exchange = await quietExchange();
  const rest = restOf(exchange, "anna");
  const anonymous = await fetch(`${exchange.address}/user`);
  expect(anonymous.status).toBe(401);
  expect(anonymous.headers.get("www-authenticate")).toContain("Basic");
  expect((await rest("/user", { headers: { Accept: "application/json" } })).status).toBe(406);
  const several = "application/vnd.iperity.compass.v2+json;q=0.5, application/vnd.iperity.compass.v3+json";
  const user = await rest("/user", { headers: { Accept: several, "X-No-Redirect": "true" } });
  expect(user.status).toBe(200);
  expect(user.headers.get("content-type")).toBe("application/vnd.iperity.compass.v3+json");
  expect((await rest("/user/none")).status).toBe(404);
  expect((await rest("/nothing")).status).toBe(404);
  const wrongMethod = await rest("/dpSwitch/301", { method: "DELETE" });
  expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "GET, PATCH"]);
  expect((await rest("/dpSwitch/301", { method: "PATCH", body: "{" })).status).toBe(400);
});

test("paths that no client should send do no harm", async () => {
  const exchange = await quietExchange();
  const { username, password } = exchange.credentials("anna");
  for (const origin of [exchange.address, exchange.services.files])
    for (const path of ["//", "/user/%E0%A4%A", "/%00"]) {
      const { hostname, port } = new URL(origin);
      const status = await new Promise((resolve, reject) => {
        const asked = request(
          {
            hostname,
            port,
            path,
            auth: `${username}:${password}`,
            headers: { Accept: "application/vnd.iperity.compass.v3+json" },
          },
          (response) => resolve(response.resume().statusCode),
        );
        asked.on("error", reject).end();
      });
      expect(status).toBe(404);
    }
});

test("a page of another origin may ask", async () => {
  const { address } = await quietExchange();
  const preflight = await fetch(`${address}/user`, {
    method: "OPTIONS",
    headers: { Origin: "https://app.example", "Access-Control-Request-Headers": "authorization" },
  });
  expect(preflight.ok).toBe(true);
  expect(preflight.headers.get("access-control-allow-origin")).toBe("https://app.example");
  expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("x-no-redirect");
});

test("self and references are absolute URLs and lead to their objects", async () => {
  const exchange = await quietExchange();
  const rest = restOf(exchange, "anna");
  const company = await (await rest("/company", { headers: { "X-No-Redirect": "true" } })).json();
  expect(company.self).toBe(`${exchange.address}/company/500`);
  const anna = userNamed(exchange, "anna");
  const [identity] = await (await rest(`/user/${anna.id}/identities`)).json();
  expect(identity).toMatchObject({ order: 0, self: `${exchange.address}/identity/${anna.identityId}` });
  for (const url of [identity.self, identity.cli, identity.extension]) {
    expect((await rest(new URL(url).pathname)).status).toBe(200);
  }
  const memberships = await (await rest(`/identity/${anna.identityId}/queueMemberships`)).json();
  expect(memberships).toContainEqual({
    queue: `${exchange.address}/queue/${queueNamed(exchange, "Front desk").id}`,
    priority: 1,
    callForward: false,
  });
  for (const path of ["queues", "externalNumbers", "dpSwitches"]) {
    const [first] = await (await rest(`/company/500/${path}`)).json();
    expect(await (await rest(new URL(first.self).pathname.toLowerCase())).json()).toEqual(first);
  }
  const target = encodeURIComponent(company.self);
  expect(await (await rest(`/user/${anna.id}/permission?targetEntity=${target}`)).json()).toEqual({
    value: "permWrite",
  });
});

test("status, queue membership and switches are changed over REST and seen in the feed", async () => {
  const exchange = await quietExchange();
  const client = await followed(exchange, "anna");
  const rest = restOf(exchange, "anna");
  const { id } = userNamed(exchange, "anna");
  const queue = `${exchange.address}/queue/${queueNamed(exchange, "Support").id}`;
  const told = (type: string) =>
    client.next((frame) => notificationOf(frame)?.attrs.type === `notification.${type}`);

  const set = await rest(`/user/${id}/status`, post({ receiveCalls: "receiveNone", displayStatus: "Lunch" }));
  expect([set.status, await set.text()]).toEqual([200, ""]);
  const status = notificationOf(await told("user.status"));
  expect(status?.getChildText("receiveCalls")).toBe("NONE");
  expect(status?.getChildText("displayStatus")).toBe("Lunch");
  expect(await (await rest(`/user/${id}/status`)).json()).toEqual({
    receiveCalls: "receiveNone",
    displayStatus: "Lunch",
  });
  expect((await rest(`/user/${id}/status`, post({ receiveCalls: "sometimes" }))).status).toBe(400);

  // The manual's own sample has the priority as a string.
  expect((await rest(`/user/${id}/loginQueue`, post({ queue, priority: "2" }))).status).toBe(200);
  const entered = notificationOf(await told("queueMember.enter"));
  expect(entered?.getChild("member")?.getChildText("priority")).toBe("2");
  expect((await rest(`/user/${id}/loginQueue`, post({ queue: "/queue/1" }))).status).toBe(400);
  expect((await rest(`/user/${id}/logoutQueue`, post({ queue }))).status).toBe(200);
  await told("queueMember.leave");

  const patched = await rest("/dpSwitch/301", {
    method: "PATCH",
    body: JSON.stringify({ currentSetting: 2 }),
  });
  expect(await patched.json()).toMatchObject({ name: "Day/night", currentSetting: 2 });
});

test("a waiting caller is taken with the licence for it, and not without", async () => {
  const exchange = await quietExchange();
  const { pbx } = exchange;
  const call = pbx.callFromOutside({
    leg: simulatedLeg("calling"),
    number: "31612345678",
    name: "Eve",
    dialled: numberNamed(exchange, "Main number"),
  });
  const unlicensed = userNamed(exchange, "claire");
  const refused = await restOf(exchange, "claire")(
    `/user/${unlicensed.id}/pickupQueueCall`,
    post({ call: call.id }),
  );
  expect(refused.status).toBe(403);
  const mark = userNamed(exchange, "mark");
  const rest = restOf(exchange, "mark");
  const taken = await rest(`/user/${mark.id}/pickupQueueCall`, post({ call: call.id }));
  expect(pbx.calls.get(await taken.json())?.parentId).toBe(call.id);
  expect((await rest(`/user/${mark.id}/pickupQueueCall`, post({ call: "none" }))).status).toBe(404);
  expect((await rest(`/user/${unlicensed.id}/status`, post({ receiveCalls: "receiveAll" }))).status).toBe(
    403,
  );
});

test("dialling answers with the id of the call, by number and by colleague", async () => {
  const exchange = await quietExchange();
  const mark = userNamed(exchange, "mark");
  const rest = restOf(exchange, "mark");
  const eva = `${exchange.address}/user/${userNamed(exchange, "eva").id}`;
  for (const [path, body] of [
    ["dialNumber", { destination: "31201234567" }],
    ["dialUser", { callee: eva }],
    ["dialUser", { user: eva }],
  ] as const) {
    const callId = await (await rest(`/user/${mark.id}/${path}`, post(body))).json();
    expect(exchange.pbx.calls.get(callId)?.source.place).toMatchObject({ description: "dialler" });
  }
  const { id } = userNamed(exchange, "anna");
  expect(
    (await restOf(exchange, "anna")(`/user/${id}/dialNumber`, post({ destination: "112" }))).status,
  ).toBe(400);
});

test("only the user himself gets the account of his softphone", async () => {
  const exchange = await quietExchange();
  const { id } = userNamed(exchange, "anna");
  const account = await (await restOf(exchange, "anna")(`/user/${id}/softphone`)).json();
  expect(account).toEqual({
    sipAddress: "sip:anna@demo.binnacle.invalid",
    webSocketUrl: exchange.sip.url,
    authorizationUser: "anna",
    password: exchange.credentials("anna").password,
    displayName: "Anna Bakker",
    parkNumber: "700",
    pickUpPrefix: "*8",
    voicemailPrefix: "*97",
  });
  expect((await restOf(exchange, "mark")(`/user/${id}/softphone`)).status).toBe(403);
});

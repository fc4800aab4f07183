import { expect, test } from "vitest";
import { simulatedLeg } from "./demo/simulated-leg.ts";
import {
  followed,
  leaveAlone,
  notificationOf,
  numberNamed,
  quietExchange,
  restOf,
  signedIn,
} from "./test-exchange.ts";

test("a client that knows only the address finds the services, its own user and the company", async () => {
  const exchange = await quietExchange();
  const discovery = await (await fetch(`${exchange.address}/.well-known/binnacle-exchange`)).json();
  expect(discovery).toEqual(exchange.services);
  const rest = restOf(exchange, "anna");
  const redirect = await rest("/user");
  expect(redirect.status).toBe(303);
  const user = await (await rest(redirect.headers.get("location") ?? "")).json();
  expect(user).toMatchObject({ theType: "user", username: "anna", name: "Anna Bakker", theLanguage: "nl" });
  const company = await (await rest("/company?null", { headers: { "X-No-Redirect": "true" } })).json();
  expect(company).toMatchObject({ entityId: "500", name: "Windroos Trading" });
  const users = (await (await rest(`${company.self}/users`)).json()) as {
    name: string;
    department: string;
  }[];
  expect(users.find(({ name }) => name === "Mark Visser")).toMatchObject({ department: "Sales" });
});

test("a caller's way through a queue to an agent is told in the order that the platform tells it", async () => {
  const exchange = await quietExchange();
  const { pbx } = exchange;
  const client = await followed(exchange, "mark");
  leaveAlone(exchange, "lars", "Orders");
  const leg = simulatedLeg("calling");
  const call = pbx.callFromOutside({
    leg,
    number: "31612345678",
    name: "Sanne & Co",
    dialled: numberNamed(exchange, "Orders"),
  });
  await client.next((frame) => notificationOf(frame)?.attrs.type === "notification.queue.call.leave");
  leg.leave("hung-up");
  await client.next((frame) => notificationOf(frame)?.attrs.type === "notification.user.status");

  const story = client.frames.flatMap((frame) => {
    const notification = notificationOf(frame);
    if (!notification) return [];
    const told = notification.getChild("call");
    const who =
      (told?.attrs.id ?? notification.getChildText("callId") ?? "") === call.id ? "caller" : "offer";
    const type = String(notification.attrs.type).replace("notification.", "");
    if (type === "user.status") return [`${type} ${notification.getChildText("displayStatus")}`];
    if (type.startsWith("queue")) return type.startsWith("queueMember") ? [] : [type];
    const detail = notification.getChildText("updateType") ?? notification.getChildText("endReason") ?? "";
    const destination = told?.getChild("destination");
    const at = destination ? ` ${destination.attrs.type} ${destination.getChildText("state")}` : "";
    return [`${who} ${type} ${detail}${at}`.replace("  ", " ")];
  });
  expect(story).toEqual([
    "caller call.start Dialplan CONNECTING",
    "caller call.update DESTINATION Queue ANSWERED",
    "queue.call.enter",
    "offer call.start User CONNECTING",
    "offer call.update STATE User RINGING",
    "caller call.update DESTINATION User ANSWERED",
    "queue.call.leave",
    "offer call.end SOURCE_HANGUP",
    "caller call.end SOURCE_HANGUP",
    "user.status Wrap-up",
  ]);
}, 15_000);

test("snapshots have all users, queues and waiting calls", async () => {
  const exchange = await quietExchange();
  const client = await signedIn(exchange, "anna");
  const { xmppDomain } = exchange.services;
  const get = async (type: string) => {
    const answer = await client.ask(
      `<iq xmlns="jabber:client" id="g-${type}" to="phone.${xmppDomain}" type="get"><request xmlns="http://iperity.com/compass" type="GET"><filter type="${type}"/></request></iq>`,
    );
    return answer.getChild("result")?.getChildElements() ?? [];
  };
  const leg = simulatedLeg("calling");
  exchange.pbx.callFromOutside({ leg, number: "", name: "", dialled: numberNamed(exchange, "Main number") });
  expect((await get("user")).length).toBeGreaterThanOrEqual(24);
  const queues = await get("queue");
  expect(queues.map((queue) => queue.getChildText("name"))).toContain("Front desk");
  const calls = await get("call");
  expect(calls).toHaveLength(1);
  expect(calls[0]?.getChild("destination")?.getChildText("queueName")).toBe("Front desk");
  expect(queues[0]?.getChild("callIds")?.getChildText("id")).toBe(calls[0]?.attrs.id);
});

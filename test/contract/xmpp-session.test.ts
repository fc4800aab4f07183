import { afterEach, expect, test, vi } from "vitest";
import { openXmppSession } from "../../src/main/core-api/xmpp-session.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import {
  company,
  event,
  list,
  notFound,
  notification,
  type ScriptedCore,
  scriptedCore,
  subscribed,
} from "../support/scripted-core.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Answer = Parameters<typeof scriptedCore>[0];

/** `storing`: until the snapshot is in the store. */
async function open(
  answer: Answer,
  username = "ann",
  storing: (told: readonly string[], core: ScriptedCore) => Promise<void> = async () => {},
) {
  const core = await scriptedCore(answer);
  closing.push(() => core.close());
  const told: string[] = [];
  const lines: string[] = [];
  const session = await openXmppSession({
    endpoints: {
      rest: "http://127.0.0.1",
      files: "http://127.0.0.1",
      xmpp: [core.webSocketUrl],
      xmppDomain: core.domain,
    },
    credentials: { username, password: "secret" },
    clock: systemClock,
    log: createLog((line) => lines.push(line), Date.now),
    lookUp: () => Promise.reject(new Error("there is no DNS here")),
    events: {
      authenticated: () => told.push("authenticated"),
      async snapshot(snapshot) {
        told.push(`snapshot of ${snapshot.calls.length} calls, I am ${snapshot.me}`);
        await storing(told, core);
      },
      facts(facts) {
        told.push(...facts.map((fact) => fact.kind));
        if (facts.some((fact) => fact.kind === "queue-gone")) throw new Error("a bug");
      },
      ended: (refusal) => told.push(`ended: ${refusal.code}, ${refusal.detail}`),
    },
  });
  if (session.ok) closing.push(() => session.value.close());
  return { core, told, lines, session };
}

const callEnd = event(notification("call.end", "<callId>c-1</callId>"));

/** What every answer below begins with. */
const usual: Answer = (what, core) => {
  if (what === "GET_COMPANY") return company;
  if (what.startsWith("subscribe")) core.send(event(subscribed));
  if (what === "GET user")
    return list(
      '<user id="11"><identifiers><xmppJid>Ann@uc.example.net</xmppJid></identifiers><name>Ann</name></user>',
    );
  if (what === "GET call") return list('<call id="c-1"/><call id="c-2"/>');
  return what.startsWith("GET") ? list("") : undefined;
};

test("a session is opened in the order that the platform demands", async () => {
  const { core, told, session } = await open(usual);
  expect(session.ok).toBe(true);
  const story = [
    "resource",
    "list",
    "active",
    "presence",
    "GET_COMPANY",
    "subscribe at pubsub.uc.example.net",
    "GET user",
    "GET queue",
    "GET call",
    "time",
    "ping",
  ];
  await vi.waitFor(() => expect(core.story).toEqual(story));
  expect(told).toEqual(["authenticated", "snapshot of 2 calls, I am 11"]);
});

test("nobody sees the console present before its presence list is in force, nor is it subscribed before it is present", async () => {
  const before = new Map<string, readonly string[]>();
  const { session } = await open(async (what, core) => {
    // A slow server: whoever does not wait for it is found out.
    if (what === "active") await new Promise((resolve) => setTimeout(resolve, 100));
    before.set(what.split(" ")[0] ?? what, [...core.story]);
    return usual(what, core);
  });
  expect(session.ok).toBe(true);
  expect(before.get("active")).not.toContain("presence");
  expect(before.get("subscribe")).toContain("presence");
});

test("a notification that we fail at does not stop the next ones", async () => {
  const { core, told, lines } = await open(usual);
  core.send(event(notification("queue.destroy", "<queueId>70</queueId>")));
  core.send(callEnd);
  await vi.waitFor(() => expect(told.slice(2)).toEqual(["queue-gone", "call-ended"]));
  expect(lines.filter((line) => line.includes("a bug"))).toHaveLength(1);
});

test("notifications that come before the subscription is told or while lists are loaded follow the snapshot", async () => {
  const { core, told } = await open((what, each) => {
    if (what.startsWith("subscribe") || what === "GET queue") each.send(callEnd);
    return usual(what, each);
  });
  expect(told.slice(1)).toEqual(["snapshot of 2 calls, I am 11", "call-ended", "call-ended"]);
  core.send(event(notification("call.end", "<callId>c-2</callId>"), "mallory@uc.example.net"));
  core.send(callEnd);
  await vi.waitFor(() => expect(told).toHaveLength(5));
});

test("what is told while everything is read anew, twice at once, follows the last snapshot", async () => {
  const times = (core: ScriptedCore) => core.story.filter((word) => word === "time").length;
  // The first is long on its way, and the call ends while the second is.
  const { core, told, session } = await open((what, each) => {
    if (what === "time" && times(each) === 2) return null;
    if (what === "time" && times(each) === 3) each.send(callEnd);
    return usual(what, each);
  });
  if (!session.ok) throw new Error("no session");
  const { refresh } = session.value;
  const first = refresh();
  await vi.waitFor(() => expect(times(core)).toBe(2));
  await Promise.all([first, refresh(), refresh()]);
  expect(told.slice(2)).toEqual([
    "snapshot of 2 calls, I am 11",
    "snapshot of 2 calls, I am 11",
    "call-ended",
  ]);
});

test("an answer without a list is no empty list: nobody vanishes from it", async () => {
  const { told, session } = await open((what, each) => (what === "GET user" ? "" : usual(what, each)));
  expect(session).toMatchObject({ ok: false, refusal: { code: "server-unreachable" } });
  expect(told).toEqual(["authenticated"]);
});

test("a user of a company domain is subscribed there if the platform's own service refuses", async () => {
  const answer: Answer = (what, each) => {
    if (what === "subscribe at pubsub.uc.example.net") return notFound;
    if (what === "subscribe at pubsub.company.example")
      each.send(event(subscribed, "pubsub.company.example"));
    return usual(what.replace("subscribe", ""), each);
  };
  const { core, session } = await open(answer, "ann@company.example");
  expect(session).toMatchObject({ ok: true });
  expect(core.story.filter((what) => what.startsWith("subscribe"))).toHaveLength(2);
});

test("a user without a company is refused as such", async () => {
  const { session } = await open((what, core) => (what === "GET_COMPANY" ? list("") : usual(what, core)));
  expect(session).toMatchObject({ ok: false, refusal: { code: "no-company" } });
});

test("that the part of the core which knows the company is away is no refusal of the user", async () => {
  const away = notFound.replace("item-not-found", "remote-server-timeout");
  const { session } = await open((what, core) => (what === "GET_COMPANY" ? away : usual(what, core)));
  expect(session).toMatchObject({ ok: false, refusal: { code: "server-unreachable" } });
});

test("a session ends when the server answers for a phone service that is no longer there", async () => {
  let pings = 0;
  const away = notFound.replace("item-not-found", "remote-server-not-found");
  const { told } = await open((what, core) => {
    if (what !== "ping") return usual(what, core);
    pings += 1;
    return pings === 1 ? undefined : away;
  });
  await vi.waitFor(() => expect(told.at(-1)).toMatch("the core's phone service is away"), 5_000);
});

test("a session ends when the core ends its subscription, since nothing would come any more", async () => {
  const { core, told } = await open(usual);
  core.send(event(subscribed.replace('"subscribed"', '"none"')));
  await vi.waitFor(() => expect(told.at(-1)).toMatch("the core has ended the subscription"));
});

test("a conflict is told as one, since coming back by ourselves would throw the other out", async () => {
  const { core, told } = await open(usual);
  core.send(
    '<stream:error xmlns:stream="http://etherx.jabber.org/streams"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>',
  );
  await vi.waitFor(() => expect(told.at(-1)).toBe("ended: session-replaced, conflict"));
});

const elsewhere = (host: string) =>
  `<stream:error xmlns:stream="http://etherx.jabber.org/streams"><see-other-host xmlns="urn:ietf:params:xml:ns:xmpp-streams">${host}</see-other-host></stream:error>`;

test("a server that names another host is not followed: nobody signs in where it was not told to", async () => {
  const other = await scriptedCore(usual);
  closing.push(() => other.close());
  const { host } = new URL(other.webSocketUrl);
  const { core, told } = await open(usual);
  core.send(elsewhere(host));
  await vi.waitFor(() => expect(told.at(-1)).toMatch(/^ended: .*, 127\.0\.0\.1$/));
  const { session } = await open((what, each) => {
    if (what === "resource" || what === "list") each.send(elsewhere(host));
    return usual(what, each);
  });
  expect(session).toMatchObject({ ok: false, refusal: { code: "server-elsewhere", detail: "127.0.0.1" } });
  expect(other.story).toEqual([]);
});

test("what is told while the snapshot is stored follows it, and the session is only then open", async () => {
  let heardBefore = -1;
  const { told, session } = await open(usual, "ann", async (told, core) => {
    core.send(callEnd);
    await new Promise((resolve) => setTimeout(resolve, 100));
    heardBefore = told.length;
  });
  expect(session.ok).toBe(true);
  expect(heardBefore).toBe(2);
  expect(told).toEqual(["authenticated", "snapshot of 2 calls, I am 11", "call-ended"]);
});

test("a stream that ends while the snapshot is stored does not pass for a session", async () => {
  const { session } = await open(usual, "ann", async (_, core) => {
    await core.close();
    await new Promise(() => undefined);
  });
  expect(session).toMatchObject({ ok: false, refusal: { code: "server-unreachable" } });
});

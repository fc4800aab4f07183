import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { afterEach, describe, expect, test, vi } from "vitest";
import { testXmppClient } from "../../src/exchange/core-api/test-xmpp-client.ts";
import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { type Exchange, startExchange } from "../../src/exchange/start.ts";
import type { CallId, SwitchId } from "../../src/shared/model/ids.ts";
import type { Feature } from "../../src/shared/model/product-state.ts";
import { type CuttableWire, cuttableWire } from "../support/cuttable-wire.ts";
import { createDataPath, type DataPath } from "../support/data-path.ts";
import { company, event, list, scriptedCore, subscribed } from "../support/scripted-core.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function exchangeAndPath(): Promise<{ exchange: Exchange; wire: CuttableWire; path: DataPath }> {
  const exchange = await startExchange({
    seed: 1,
    secret: "of this test",
    callersPerMinute: 0,
    users: 0,
    queues: 0,
    ringMs: 20_000,
    simulateColleagues: true,
    musicOnHold: Buffer.alloc(0),
    voices: new Map(),
  });
  closing.push(() => exchange.close());
  const wire = await cuttableWire(exchange);
  closing.push(() => wire.close());
  const path = createDataPath();
  closing.push(() => path.close());
  return { exchange, wire, path };
}

async function signedIn() {
  const parts = await exchangeAndPath();
  const { exchange, wire, path } = parts;
  const { username, password } = exchange.credentials(exchange.operator);
  expect(await path.core.signIn(wire.address, username, password)).toEqual({ ok: true, value: undefined });
  return parts;
}

const eventually = (check: () => void, timeout = 10_000) => vi.waitFor(check, { timeout, interval: 20 });
const phases = (path: DataPath) =>
  path.history.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);

/** Somebody calls a number of the company's: as a rule the main number, which leads to a queue of the operator's. */
function caller(exchange: Exchange, number = "31612345678", dialledName: string | null = null) {
  const numbers = [...exchange.pbx.company.externalNumbers.values()];
  const main = numbers.find((each) => each.name === dialledName) ?? numbers[0];
  const leg = simulatedLeg("calling");
  const call = exchange.pbx.callFromOutside({ leg, number, name: "", dialled: main?.number ?? "" });
  return { call, leg, mainName: main?.name };
}

describe("signing in", () => {
  test("brings the company: who I am, colleagues with departments, queues and switches", async () => {
    const { exchange, path } = await signedIn();
    expect(phases(path)).toEqual(["signing-in", "loading", "live"]);
    const { company } = exchange.pbx;
    await eventually(() => {
      expect(path.now("identity")).toMatchObject([{ companyName: company.name, userId: expect.any(String) }]);
      expect(path.now("colleagues")).toHaveLength(company.users.size);
      expect(path.now("queues")).toHaveLength(company.queues.size);
      expect(path.now("switches").map((each) => each.name)).toEqual(
        [...company.switches.values()].map((each) => each.name),
      );
      expect(path.now("colleagues").find((each) => each.name === "Mark Visser")).toMatchObject({
        department: "Sales",
        extension: expect.stringMatching(/^\d+$/),
      });
    });
    const mine = path.now("queues").filter((queue) => queue.myPriority !== null);
    expect(mine.map((queue) => queue.name)).toEqual(["Front desk", "Sales"]);
  });

  test("with a wrong password is tried once, and not again", async () => {
    const { exchange, wire, path } = await exchangeAndPath();
    const result = await path.core.signIn(wire.address, exchange.operator, "wrong");
    expect(result).toMatchObject({ ok: false, refusal: { code: "wrong-password" } });
    expect(phases(path)).toEqual(["signing-in", "signed-out"]);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(wire.connections).toBe(1);
  });

  test("says what is wrong with the server", async () => {
    const { wire, path } = await exchangeAndPath();
    const pems = await generate([{ name: "commonName", value: "localhost" }]);
    const tls = createServer({ key: pems.private, cert: pems.cert }).listen(0, "127.0.0.1");
    closing.push(() => tls.close());
    await new Promise((resolve) => tls.once("listening", resolve));
    const code = async (server: string) => {
      const result = await path.core.signIn(server, "anna", "secret");
      return result.ok ? "signed in" : result.refusal.code;
    };
    expect(await code(`https://127.0.0.1:${(tls.address() as AddressInfo).port}`)).toBe(
      "certificate-self-signed",
    );
    expect(await code("http://192.0.2.1:8080")).toBe("not-allowed");
    expect(await code("pbx.nowhere.invalid")).toBe("no-such-server");
    expect(await code("not a domain")).toBe("no-such-server");
    wire.cut();
    expect(await code(wire.address)).toBe("server-unreachable");
    expect(path.history.at(-1)).toMatchObject({
      phase: "signed-out",
      refusal: { code: "server-unreachable" },
    });
  });

  test("at more places than the core allows is told as such", async () => {
    const { exchange, wire, path } = await exchangeAndPath();
    const { services, operator } = exchange;
    const { username, password } = exchange.credentials(operator);
    for (let place = 0; place < 10; place++) {
      const client = await testXmppClient(services.xmppWebSocket, services.xmppDomain);
      closing.push(() => client.close());
      expect((await client.signIn(username, password, `place ${place}`)).attrs.type).toBe("result");
    }
    expect(await path.core.signIn(wire.address, username, password)).toMatchObject({
      refusal: { code: "too-many-sessions" },
    });
    expect(wire.connections).toBe(1);
  });

  test("and out again leaves nobody signed in", async () => {
    const { path, wire } = await signedIn();
    await path.core.signOut();
    expect(path.history.at(-1)).toMatchObject({ phase: "signed-out", server: null, refusal: null });
    expect(await path.core.commands.setStatus("no-calls")).toMatchObject({
      refusal: { code: "not-signed-in" },
    });
    expect(wire.connections).toBe(1);
  });
});

describe("the feed", () => {
  test("shows a caller who waits in my queue, with what he dialled, until he gives up", async () => {
    const { exchange, path } = await signedIn();
    const { call, leg, mainName } = caller(exchange);
    await eventually(() =>
      expect(path.now("callers")).toMatchObject([
        {
          callerId: call.id,
          state: "waiting",
          party: { kind: "external", displayNumber: "+31 6 12345678" },
          queue: { name: "Front desk" },
          dialled: { name: mainName },
        },
      ]),
    );
    expect(path.now("queues").find((queue) => queue.name === "Front desk")).toMatchObject({ waiting: 1 });
    leg.leave("hung-up");
    await eventually(() => expect(path.now("callers")).toEqual([]));
  });

  test("shows whom a queue rings for a withheld number, and everything it tells is understood", async () => {
    const { exchange, path } = await signedIn();
    const { leg } = caller(exchange, "", "Orders");
    await eventually(() =>
      expect(path.now("colleagues").some((each) => each.call?.party?.kind === "hidden")).toBe(true),
    );
    leg.leave("hung-up");
    await eventually(() => expect(path.now("colleagues").every((each) => each.call === null)).toBe(true));
    expect(path.lines.filter((line) => / (warn|error) /.test(line))).toEqual([]);
  });
});

describe("a command's effect comes back over the feed:", () => {
  test("my status, joining and leaving a queue, a switch", async () => {
    const { path } = await signedIn();
    const { commands } = path.core;
    await eventually(() => expect(path.now("switches").length).toBeGreaterThan(0));
    const me = path.now("identity")[0]?.userId;
    const support = path.now("queues").find((queue) => queue.name === "Support");
    const [dayNight] = path.now("switches");
    if (!support || !dayNight) throw new Error("the demo company has changed");
    const other = dayNight.settings.find((each) => each.setting !== dayNight.setting);
    const priority = () => path.now("queues").find((queue) => queue.name === "Support")?.myPriority;

    expect(await commands.setStatus("no-queue-calls")).toMatchObject({ ok: true });
    await eventually(() =>
      expect(path.now("colleagues").find((each) => each.userId === me)).toMatchObject({
        status: "no-queue-calls",
      }),
    );
    expect(await commands.joinQueue(support.queueId, 2)).toMatchObject({ ok: true });
    await eventually(() => expect(priority()).toBe(2));
    expect(await commands.joinQueue(support.queueId, 3)).toMatchObject({ ok: true });
    await eventually(() => expect(priority()).toBe(3));
    expect(await commands.leaveQueue(support.queueId)).toMatchObject({ ok: true });
    await eventually(() => expect(priority()).toBeNull());
    expect(await commands.joinQueue(support.queueId, null)).toMatchObject({ ok: true });
    await eventually(() => expect(priority()).toBe(3));
    expect(await commands.leaveQueue(support.queueId)).toMatchObject({ ok: true });
    await eventually(() => expect(priority()).toBeNull());
    expect(await commands.setSwitch(dayNight.switchId, other?.setting ?? 0)).toMatchObject({ ok: true });
    await eventually(() => expect(path.now("switches")[0]).toMatchObject({ setting: other?.setting }));
  });

  test("refusals have a reason, and the phone's account is told", async () => {
    const { exchange, path } = await signedIn();
    const { commands } = path.core;
    expect(await commands.softphoneAccount()).toMatchObject({
      ok: true,
      value: { authorizationUser: exchange.operator, webSocketUrl: expect.stringMatching(/^ws/) },
    });
    expect(await commands.setSwitch("https://elsewhere.invalid/dpSwitch/1" as SwitchId, 1)).toMatchObject({
      refusal: { code: "not-allowed" },
    });
    const waits = caller(exchange);
    const withoutPhone = await commands.pickUpQueueCall(waits.call.id as CallId);
    expect(withoutPhone).toMatchObject({ ok: false, refusal: { code: "failed" } });
  });
});

describe("a feature that the account has no licence for", () => {
  test("is asked for once, told, and remembered until somebody signs in anew", async () => {
    const { exchange, wire, path } = await exchangeAndPath();
    const { username, password } = exchange.credentials(exchange.operator);
    const operator = [...exchange.pbx.company.users.values()].find((user) => user.username === username);
    const signIn = () => path.core.signIn(wire.address, username, password);
    const license = (...features: Feature[]) =>
      Object.assign(operator ?? {}, { features: new Set<string>(features) });
    const take = () => path.core.commands.pickUpQueueCall("c-1" as CallId);
    const notLicensed = { ok: false, refusal: { code: "not-licensed" } };

    license();
    await signIn();
    expect(path.now("identity")).toMatchObject([{ unlicensed: [] }]);
    expect(await take()).toMatchObject(notLicensed);
    expect(path.now("identity")).toMatchObject([{ unlicensed: ["queue-pickup"] }]);
    license("queue-pickup");
    expect(await take()).toMatchObject(notLicensed);
    wire.cut();
    await eventually(() => expect(phases(path).at(-1)).toBe("lost"));
    wire.mend();
    await eventually(() => expect(phases(path).at(-1)).toBe("live"));
    expect(path.now("identity")).toMatchObject([{ unlicensed: ["queue-pickup"] }]);
    expect(await take()).toMatchObject(notLicensed);
    await signIn();
    expect(path.now("identity")).toMatchObject([{ unlicensed: [] }]);
    expect(await take()).not.toMatchObject(notLicensed);
  });
});

describe("when the connection is lost", () => {
  test("silence is noticed within five seconds, and the state is rebuilt without ghosts or losses", async () => {
    const { exchange, wire, path } = await signedIn();
    const before = caller(exchange);
    await eventually(() => expect(path.now("callers")).toMatchObject([{ callerId: before.call.id }]));
    const frozenAt = Date.now();
    wire.freeze();
    before.leg.leave("hung-up");
    const after = caller(exchange, "31687654321");
    await eventually(() => expect(phases(path).at(-1)).toBe("lost"), 6_000);
    expect(Date.now() - frozenAt).toBeLessThan(5_300);
    expect(path.history.at(-1)).toMatchObject({
      nextAttemptAt: expect.any(Number),
      lastHeardAt: expect.any(Number),
    });
    expect(path.now("callers")).toMatchObject([{ callerId: before.call.id }]);
    await eventually(() => expect(phases(path).at(-1)).toBe("live"));
    await eventually(() => expect(path.now("callers")).toMatchObject([{ callerId: after.call.id }]));
  });

  test("it is tried again with growing pauses until the core is back, one attempt at a time", async () => {
    const { wire, path } = await signedIn();
    wire.cut();
    await eventually(() => {
      const attempts = new Set(path.history.flatMap((each) => each.nextAttemptAt ?? []));
      expect(attempts.size).toBeGreaterThanOrEqual(3);
    });
    expect(phases(path).at(-1)).toBe("lost");
    wire.mend();
    await eventually(() => expect(phases(path).at(-1)).toBe("live"));
    expect(wire.connections).toBe(2);
    expect(path.history.at(-1)).toMatchObject({ refusal: null, nextAttemptAt: null });
  });

  test("to another place that took over, it is not taken back, and what is shown stays", async () => {
    const core = await scriptedCore((what, self) => {
      if (what === "GET_COMPANY") return company;
      if (what.startsWith("subscribe")) self.send(event(subscribed));
      return what.startsWith("GET ") ? list("") : undefined;
    });
    closing.push(() => core.close());
    const discovery = createHttpServer((_, response) => {
      const here = `http://127.0.0.1:${(discovery.address() as AddressInfo).port}`;
      const { webSocketUrl: xmppWebSocket, domain: xmppDomain } = core;
      response.end(JSON.stringify({ rest: here, files: here, xmppWebSocket, xmppDomain }));
    });
    await new Promise<void>((resolve) => discovery.listen(0, "127.0.0.1", resolve));
    closing.push(() => discovery.close());
    const path = createDataPath();
    closing.push(() => path.close());
    await path.core.signIn(`http://127.0.0.1:${(discovery.address() as AddressInfo).port}`, "ann", "secret");
    core.send(
      '<stream:error xmlns:stream="http://etherx.jabber.org/streams"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>',
    );
    const replaced = { phase: "lost", refusal: { code: "session-replaced" }, nextAttemptAt: null };
    await eventually(() => expect(path.history.at(-1)).toMatchObject(replaced));
    path.core.lookAgain();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(path.history.at(-1)).toMatchObject(replaced);
    expect(core.story.filter((what) => what === "GET_COMPANY")).toHaveLength(1);
  });

  const nextAttemptInMs = (path: DataPath) => (path.history.at(-1)?.nextAttemptAt ?? 0) - Date.now();

  test("it is tried at once where the machine woke up or came to another network", async () => {
    const { wire, path } = await signedIn();
    wire.cut();
    await eventually(() => expect(nextAttemptInMs(path)).toBeGreaterThan(1_500));
    wire.mend();
    path.core.lookAgain();
    path.core.lookAgain();
    await eventually(() => expect(phases(path).at(-1)).toBe("live"), 1_200);
    expect(wire.connections).toBe(2);
  });

  test("a live one is doubted where the machine woke up, and found dead within two seconds", async () => {
    const { wire, path } = await signedIn();
    wire.freeze();
    path.core.lookAgain();
    await eventually(() => expect(phases(path).at(-1)).toBe("lost"), 2_500);
  });

  test("a password that was changed meanwhile is refused once, and signing in is asked for", async () => {
    const { exchange, wire, path } = await signedIn();
    // Passwords of this exchange follow from the name.
    for (const user of exchange.pbx.company.users.values())
      Object.assign(user, { username: `${user.username} of late` });
    wire.cut();
    await eventually(() => expect(phases(path).at(-1)).toBe("lost"));
    wire.mend();
    await eventually(() =>
      expect(path.history.at(-1)).toMatchObject({
        phase: "signed-out",
        refusal: { code: "wrong-password" },
        nextAttemptAt: null,
      }),
    );
    path.core.lookAgain();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(wire.connections).toBe(2);
    expect(phases(path).at(-1)).toBe("signed-out");
  });

  test("an address that is blocked for failed logins is not tried from again before the block is over", async () => {
    const { exchange, wire, path } = await signedIn();
    const other = createDataPath();
    closing.push(() => other.close());
    const guess = async () => {
      const result = await other.core.signIn(exchange.address, exchange.operator, "guessed");
      return result.ok ? "signed in" : result.refusal.code;
    };
    while ((await guess()) === "wrong-password");
    expect(await guess()).toBe("blocked-too-many-attempts");
    wire.cut();
    wire.mend();
    await eventually(() =>
      expect(path.history.at(-1)).toMatchObject({ refusal: { code: "blocked-too-many-attempts" } }),
    );
    expect(nextAttemptInMs(path)).toBeGreaterThan(590_000);
    const { connections } = wire;
    path.core.lookAgain();
    expect(path.history.at(-1)).toMatchObject({ nextAttemptAt: expect.any(Number) });
    expect(wire.connections).toBe(connections);
  });
});

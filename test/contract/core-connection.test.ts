import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { describe, expect, onTestFinished, test } from "vitest";
import { testXmppClient } from "../../src/exchange/core-api/test-xmpp-client.ts";
import type { CallId, SwitchId } from "../../src/shared/model/ids.ts";
import type { Feature } from "../../src/shared/model/product-state.ts";
import { caller, eventually, exchangeAndPath, phases, signedIn } from "../support/core-scene.ts";

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
    onTestFinished(() => void tls.close());
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
      onTestFinished(() => client.close());
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

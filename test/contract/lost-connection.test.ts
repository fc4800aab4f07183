import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { caller, eventually, phases, signedIn } from "../support/core-scene.ts";
import { createDataPath, type DataPath } from "../support/data-path.ts";
import { company, event, list, scriptedCore, subscribed } from "../support/scripted-core.ts";

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
    onTestFinished(() => core.close());
    const discovery = createServer((_, response) => {
      const here = `http://127.0.0.1:${(discovery.address() as AddressInfo).port}`;
      const { webSocketUrl: xmppWebSocket, domain: xmppDomain } = core;
      response.end(JSON.stringify({ rest: here, files: here, xmppWebSocket, xmppDomain }));
    });
    await new Promise<void>((resolve) => discovery.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void discovery.close());
    const path = createDataPath();
    onTestFinished(() => path.close());
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
    onTestFinished(() => other.close());
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

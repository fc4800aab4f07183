import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type SimulatedLeg, simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { type Exchange, startExchange } from "../../src/exchange/start.ts";
import { createDataPath, type DataPath } from "./data-path.ts";
import type { RealServer, RealServerOptions } from "./real-server.ts";
import { quietExchange } from "./stage.ts";

const domain = "real.binnacle.invalid";
const operator = "anna";

/** The product and the exchange with an XMPP server of others between them, as it is where the platform runs. */
export function describeThrough(
  name: string,
  isInstalled: boolean,
  make: (options: RealServerOptions) => Promise<RealServer>,
): void {
  const title = isInstalled
    ? `through ${name}`
    : `through ${name}, which is missing: install the package ${name}`;
  describe.skipIf(!isInstalled)(title, () => {
    let server: RealServer;
    let exchange: Exchange;
    /** Tells of the exchange as if nobody listened at its WebSocket. */
    let overTcp: Server;
    const trusted = getCACertificates();
    const paths: DataPath[] = [];
    const callers: SimulatedLeg[] = [];

    beforeAll(async () => {
      // The exchange needs the server and the server the passwords, which follow from the secret: asked of an exchange before.
      const earlier = await startExchange({ ...quietExchange, domain });
      const accounts = [earlier.credentials(operator)];
      await earlier.close();
      server = await make({ domain: `uc.${domain}`, accounts });
      await server.start();
      exchange = await startThere();
      const services = () => JSON.stringify({ ...exchange.services, xmppWebSocket: "ws://127.0.0.1:1/ws" });
      overTcp = createServer((_, response) => response.end(services()));
      await once(overTcp.listen(0, "127.0.0.1"), "listening");
    });
    const startThere = (rest = 0) =>
      startExchange({
        ...quietExchange,
        domain,
        simulateColleagues: true,
        foreignXmpp: server.foreignXmpp,
        ports: { rest },
      });
    afterEach(async () => {
      setDefaultCACertificates(trusted);
      for (const leg of callers.splice(0)) leg.leave("hung-up");
      for (const path of paths.splice(0)) await path.close();
    });
    afterAll(async () => {
      overTcp?.closeAllConnections();
      overTcp?.close();
      await exchange?.close();
      await server?.close();
    });

    const call = (number: string, dialledName: string) => {
      const numbers = [...exchange.pbx.company.externalNumbers.values()];
      const dialled = numbers.find((each) => each.name === dialledName)?.number ?? "";
      const leg = simulatedLeg("calling");
      callers.push(leg);
      return exchange.pbx.callFromOutside({ leg, number, name: "", dialled });
    };
    const attempt = async (address = exchange.address) => {
      const path = createDataPath();
      paths.push(path);
      const { username, password } = exchange.credentials(operator);
      return { path, result: await path.core.signIn(address, username, password) };
    };
    const signedIn = async (address?: string) => {
      const { path, result } = await attempt(address);
      expect(result).toEqual({ ok: true, value: undefined });
      return path;
    };
    const addressOverTcp = () => `http://127.0.0.1:${(overTcp.address() as AddressInfo).port}`;
    const waiting = (path: DataPath) => path.now("callers").map(({ callerId }) => callerId);
    const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

    test("a person signs in and sees the company as it is, with a call that waits", async () => {
      const { id } = call("31612345678", "Main number");
      const path = await signedIn();
      const { company } = exchange.pbx;
      await eventually(() => {
        expect(path.now("colleagues")).toHaveLength(company.users.size);
        expect(path.now("queues")).toHaveLength(company.queues.size);
        expect(waiting(path)).toEqual([id]);
      });
      expect(path.lines.filter((line) => / (warn|error) /.test(line))).toEqual([]);
    });

    test("a call enters a queue, rings a colleague and is answered while the person looks on", async () => {
      const path = await signedIn();
      const orders = () => path.now("queues").find((queue) => queue.name === "Orders");
      await eventually(() => expect(orders()).toMatchObject({ waiting: 0 }));
      call("31687654321", "Orders");
      await eventually(() => expect(orders()).toMatchObject({ waiting: 1 }));
      const inCall = () => path.now("colleagues").filter((each) => each.call !== null);
      await eventually(() => expect(inCall()).toMatchObject([{ call: { state: "ringing" } }]));
      await eventually(() => expect(inCall()).toMatchObject([{ call: { state: "talking" } }]));
      expect(orders()).toMatchObject({ waiting: 0 });
    });

    test("the server dies and comes back: so do the session and what happened meanwhile", async () => {
      const path = await signedIn();
      const before = call("31611111111", "Main number");
      await eventually(() => expect(waiting(path)).toEqual([before.id]));
      await server.kill();
      await eventually(() => expect(path.history.at(-1)?.phase).toBe("lost"));
      callers.shift()?.leave("hung-up");
      const meanwhile = call("31622222222", "Main number");
      await server.start();
      await eventually(() => {
        expect(path.history.at(-1)?.phase).toBe("live");
        expect(waiting(path)).toEqual([meanwhile.id]);
      });
      callers.shift()?.leave("hung-up");
      await eventually(() => expect(waiting(path)).toEqual([]));
    });

    test("the exchange behind the server dies and comes back: what the dead one told is not taken for the present", async () => {
      const path = await signedIn();
      call("31633333333", "Main number");
      await eventually(() => expect(waiting(path)).toHaveLength(1));
      await exchange.close();
      await eventually(() => expect(path.history.at(-1)?.phase).toBe("lost"));
      exchange = await startThere(Number(new URL(exchange.address).port));
      await eventually(() => {
        expect(path.history.at(-1)?.phase).toBe("live");
        expect(waiting(path)).toEqual([]);
      });
      const { id } = call("31644444444", "Main number");
      await eventually(() => expect(waiting(path)).toEqual([id]));
    });

    test("over TCP the person sees the same, encrypted", async () => {
      setDefaultCACertificates([...trusted, server.certificate]);
      const path = await signedIn(addressOverTcp());
      await eventually(() => expect(path.now("colleagues")).toHaveLength(exchange.pbx.company.users.size));
      const { id } = call("31612345678", "Main number");
      await eventually(() => expect(waiting(path)).toEqual([id]));
    });

    test("over TCP a certificate that nobody trusts is refused", async () => {
      const { result } = await attempt(addressOverTcp());
      expect(result).toMatchObject({ refusal: { code: "certificate-self-signed" } });
    });

    test("a wrong password is told as such", async () => {
      const path = createDataPath();
      paths.push(path);
      expect(await path.core.signIn(exchange.address, operator, "wrong")).toMatchObject({
        refusal: { code: "wrong-password" },
      });
    });
  });
}

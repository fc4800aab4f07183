import { type Invitation, type Session, SessionState } from "sip.js";
import { expect, onTestFinished, vi } from "vitest";
import { goertzel, tone } from "../../src/exchange/media/tone.ts";
import type { TestMedia, TestPhone } from "../../src/exchange/sip/test-phone.ts";
import { type Exchange, type ExchangeOptions, startExchange } from "../../src/exchange/start.ts";
import { createProduct } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { RequestInput, RequestName, RequestOutput } from "../../src/shared/contract/requests.ts";
import type { OwnCall } from "../../src/shared/model/calls.ts";
import { productWithPhone } from "./product-with-phone.ts";
import { callWithTone, logOn, quietExchange } from "./stage.ts";

export const OPERATOR_HZ = 1500;

/** The operator's product at an exchange in which nothing happens by itself; all of it ends with the test. */
export async function phoneDesk(options: Partial<ExchangeOptions> & { transferRingMs?: number } = {}) {
  const { transferRingMs = 25_000, ...changed } = options;
  const exchange = await startExchange({ ...quietExchange, ...changed });
  onTestFinished(() => exchange.close());
  const lines: string[] = [];
  const { product, page, detach, now } = await productWithPhone(exchange, exchange.operator, (dataFolder) =>
    createProduct({
      dataFolder,
      clock: systemClock,
      log: createLog((line) => lines.push(line), Date.now),
      startDemoExchange: () => Promise.reject(new Error("the test has its own")),
      transferRingMs,
    }),
  );

  async function ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
    const answer = await product.request(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.refusal.code} ${answer.refusal.detail}`);
    return answer.value as RequestOutput<N>;
  }

  const mine = () => now("own-calls");
  function only(state: OwnCall["state"]): OwnCall {
    const [call, ...more] = mine().filter((each) => each.state === state);
    if (!call || more.length > 0)
      throw new Error(`${state}: ${JSON.stringify(mine().map((each) => each.state))}`);
    return call;
  }
  /** Somebody outside who calls this number of the company. */
  function outsider(hz: number, { number = "31612345678", dialled }: { number?: string; dialled: string }) {
    const caller = callWithTone(exchange, hz, { number, name: "Eve", dialled });
    onTestFinished(caller.hangUp);
    return caller;
  }
  const eventually = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 8_000, interval: 20 });

  return {
    exchange,
    product,
    page,
    /** What the product logged. */
    lines,
    detachPage: detach,
    now,
    ask,
    refusal: async (name: RequestName, input: unknown) => {
      const answer = await product.request(name, input);
      return answer.ok ? null : answer.refusal.code;
    },
    mine,
    only,
    eventually,
    outsider,
    /** Somebody outside who calls the operator directly and is answered. */
    async answeredCaller(hz: number, number = "31612345678") {
      const caller = outsider(hz, { number, dialled: "200" });
      const [ringing] = await eventually(() => {
        const rings = now("callers").filter((each) => each.phoneCallId !== null && each.state === "ringing");
        expect(rings).toHaveLength(1);
        return rings;
      });
      const phoneCallId = ringing?.phoneCallId;
      if (!ringing || !phoneCallId) throw new Error("nobody rings");
      await ask("caller.answer", { callerId: ringing.callerId });
      await eventually(() => expect(only("talking").phoneCallId).toBe(phoneCallId));
      return {
        ...caller,
        phoneCallId,
        hears: (hz: number, share?: number) => hears(() => caller.heard.frames(), hz, share),
      };
    },
    colleague: (username: string, hz: number) => colleagueAt(exchange, username, hz),
    /** Nothing is left at the exchange or in the product. */
    async allOver() {
      await eventually(() => expect([...exchange.pbx.calls.values()]).toEqual([]));
      await eventually(() => expect(mine()).toEqual([]));
      await eventually(() => expect(page.peerIds()).toEqual([]));
      await eventually(() => expect([page.ringing, page.mixed]).toEqual([false, []]));
    },
  };
}

/** A colleague with a phone of his own and this tone for a voice. */
export async function colleagueAt(exchange: Exchange, username: string, hz: number) {
  const phone: TestPhone = await logOn(exchange, username);
  onTestFinished(() => phone.close());
  const frame = tone(hz, 0.02);
  const playing = new Set<TestMedia>();
  const speaking = setInterval(() => {
    for (const media of playing) media.play(frame);
  }, 20);
  onTestFinished(() => clearInterval(speaking));
  const rings = (): Promise<Invitation> =>
    vi.waitFor(
      () => {
        const invitation = phone.incoming.at(-1);
        if (invitation?.state !== SessionState.Initial) throw new Error(`${username} is not rung`);
        return invitation;
      },
      { timeout: 8_000, interval: 20 },
    );
  function talkIn(session: Session) {
    const media = phone.mediaOf(session);
    playing.add(media);
    return {
      hangUp: () => session.bye(),
      refer: (number: string) => session.refer(phone.addressOf(number)),
      hears: (hz: number, share?: number) => hears(() => media.heard(), hz, share),
    };
  }
  return {
    phone,
    rings,
    async answers() {
      const invitation = await rings();
      await invitation.accept();
      return talkIn(invitation);
    },
    async dials(number: string) {
      const session = phone.dial(number);
      await session.invite();
      await vi.waitFor(() => expect(session.state).toBe(SessionState.Established), { timeout: 8_000 });
      return talkIn(session);
    },
  };
}

/** `share`: of all that is heard. */
export async function hears(heard: () => Buffer, hz: number, share = 0.3): Promise<void> {
  await vi.waitFor(() => expect(goertzel(heard(), hz)).toBeGreaterThan(share), {
    timeout: 8_000,
    interval: 50,
  });
}

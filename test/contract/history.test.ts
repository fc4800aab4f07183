import { expect, onTestFinished, test, vi } from "vitest";
import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { type Exchange, startExchange } from "../../src/exchange/start.ts";
import { numberNamed, queueNamed, userNamed } from "../../src/exchange/test-exchange.ts";
import { productWithPhone } from "../support/product-with-phone.ts";
import { quietExchange } from "../support/stage.ts";

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 25 });

/** Somebody at a product of his own, with a phone that rings. */
async function person(exchange: Exchange, who: string) {
  const { product, now } = await productWithPhone(exchange, who);
  const callerRings = () =>
    eventually(() =>
      expect(now("callers")).toMatchObject([{ state: "ringing", phoneCallId: expect.any(String) }]),
    );
  return {
    now,
    ask: product.request,
    async answer() {
      await callerRings();
      expect(await product.request("caller.answer", { callerId: now("callers")[0]?.callerId })).toMatchObject(
        {
          ok: true,
        },
      );
      await eventually(() => expect(now("own-calls")).toMatchObject([{ state: "talking" }]));
    },
    async decline() {
      await callerRings();
      await product.request("call.hang-up", { phoneCallId: now("callers")[0]?.phoneCallId });
    },
    hangUp: () => product.request("call.hang-up", { phoneCallId: now("own-calls")[0]?.phoneCallId }),
    callerRings,
  };
}

async function company() {
  const exchange = await startExchange(quietExchange);
  onTestFinished(() => exchange.close());
  const { pbx } = exchange;
  pbx.people.join(userNamed(exchange, "saskia"), queueNamed(exchange, "Front desk"), 1, false);
  const [anna, saskia] = await Promise.all([person(exchange, "anna"), person(exchange, "saskia")]);
  const call = (dialled: string) => {
    const leg = simulatedLeg("calling");
    pbx.callFromOutside({ leg, number: "31612345678", name: "Sanne de Vries", dialled });
    onTestFinished(() => leg.leave("hung-up"));
    return leg;
  };
  return { exchange, anna, saskia, call, main: numberNamed(exchange, "Main number") };
}

test("a queue's caller whom a colleague answered is missed by me for that reason, and her conversation", async () => {
  const { anna, saskia, call, main } = await company();
  const caller = call(main);
  await anna.callerRings();
  await saskia.answer();
  await eventually(() =>
    expect(anna.now("history")).toMatchObject([
      {
        direction: "incoming",
        party: { name: "Sanne de Vries", number: "+31612345678" },
        dialled: { name: "Main number" },
        queue: { name: "Front desk" },
        outcome: "missed",
        missedBecause: "answered-by-colleague",
        answeredBy: "Saskia Vermeulen",
      },
    ]),
  );
  expect(saskia.now("history")).toEqual([]);
  await saskia.ask("note.write", { callId: saskia.now("own-calls")[0]?.callId, text: "wants an offer" });
  caller.leave("hung-up");
  await eventually(() =>
    expect(saskia.now("history")).toMatchObject([
      { outcome: "talked", answeredBy: null, endedBy: "caller", note: "wants an offer" },
    ]),
  );
  expect(saskia.now("history")[0]?.talkedMs).toBeGreaterThanOrEqual(0);
  expect(anna.now("history")).toMatchObject([{ missedBecause: "answered-by-colleague" }]);

  call(main);
  await anna.callerRings();
  expect(anna.now("callers")[0]?.before).toMatchObject([
    { outcome: "missed", colleagueName: "Saskia Vermeulen", queueName: "Front desk" },
  ]);
});

test("a call that I declined is not missed, whether a queue brought it or somebody called me", async () => {
  const { exchange, anna, saskia, call, main } = await company();
  const { extension } = userNamed(exchange, "anna");
  const queued = call(main);
  await anna.decline();
  await saskia.answer();
  queued.leave("hung-up");
  await eventually(() => expect(anna.now("history")).toMatchObject([{ outcome: "declined" }]));

  await saskia.ask("call.dial", { target: { number: extension } });
  await anna.decline();
  const declined = [{ outcome: "declined" }, { outcome: "declined", party: { name: "Saskia Vermeulen" } }];
  await eventually(() => expect(anna.now("history")).toMatchObject(declined));
  await eventually(() =>
    expect(saskia.now("history")).toMatchObject([
      { outcome: "talked" },
      { direction: "outgoing", outcome: "unanswered", party: { name: "Anna Bakker" } },
    ]),
  );
});

test("a caller whom I put through is one line of mine, and one of hers who talked with him then", async () => {
  const { exchange, anna, saskia, call, main } = await company();
  const { extension } = userNamed(exchange, "saskia");
  call(main);
  await anna.answer();
  const { phoneCallId } = anna.now("own-calls")[0] ?? {};
  await eventually(() => expect(saskia.now("callers")).toEqual([]));
  await anna.ask("call.transfer", { phoneCallId, target: { number: extension } });
  await saskia.answer();
  await eventually(() =>
    expect(anna.now("history")).toMatchObject([
      { direction: "incoming", outcome: "talked", endedBy: "transferred", party: { number: "+31612345678" } },
    ]),
  );
  await saskia.hangUp();
  await eventually(() =>
    expect(saskia.now("history")).toMatchObject([
      { outcome: "missed", answeredBy: "Anna Bakker" },
      { outcome: "talked", endedBy: "called", party: { number: "+31612345678" }, queue: null },
    ]),
  );
  expect(anna.now("history")).toHaveLength(1);
});

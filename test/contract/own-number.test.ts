import { expect, test } from "vitest";
import type { PhoneCallId } from "../../src/shared/model/ids.ts";
import { phoneDesk } from "../support/phone-desk.ts";

const target = { number: "200" };
const rounds = 8;

async function deskThatRings() {
  const desk = await phoneDesk({ ringMs: 1_000 });
  const hangUp = (phoneCallId: PhoneCallId) => desk.product.request("call.hang-up", { phoneCallId });
  /** The operator calls her own extension, and the same phone rings. */
  async function ringing() {
    const { phoneCallId: calling } = await desk.ask("call.dial", { target });
    const [caller] = await desk.eventually(() => {
      expect(desk.now("callers")).toMatchObject([{ state: "ringing", phoneCallId: expect.any(String) }]);
      return desk.now("callers");
    });
    if (!caller?.phoneCallId) throw new Error("nobody rings");
    const { callerId, phoneCallId: called } = caller;
    return { calling, called, answer: () => desk.product.request("caller.answer", { callerId }) };
  }
  async function answered() {
    const both = await ringing();
    await both.answer();
    await desk.eventually(() =>
      expect(desk.mine().map(({ state }) => state)).toEqual(expect.arrayContaining(["on-hold", "talking"])),
    );
    return both;
  }
  async function nothingIsLeft() {
    await desk.eventually(() => expect([...desk.exchange.pbx.calls.values()]).toEqual([]));
    await desk.eventually(() =>
      expect([desk.mine(), desk.now("callers"), desk.now("live-calls")]).toEqual([[], [], []]),
    );
  }
  return { desk, hangUp, ringing, answered, nothingIsLeft };
}
type Desk = Awaited<ReturnType<typeof deskThatRings>>;

const endings: readonly (readonly [string, (desk: Desk) => Promise<unknown>])[] = [
  ["she declines", async ({ ringing, hangUp }) => hangUp((await ringing()).called)],
  ["she hangs up while it rings", async ({ ringing, hangUp }) => hangUp((await ringing()).calling)],
  [
    "she hangs up before it rings",
    async ({ desk, hangUp }) => hangUp((await desk.ask("call.dial", { target })).phoneCallId),
  ],
  [
    "she declines and hangs up in the same moment",
    async ({ ringing, hangUp }) => {
      const { calling, called } = await ringing();
      await Promise.all([hangUp(called), hangUp(calling)]);
    },
  ],
  [
    "she hangs up and declines in the same moment",
    async ({ ringing, hangUp }) => {
      const { calling, called } = await ringing();
      await Promise.all([hangUp(calling), hangUp(called)]);
    },
  ],
  [
    "she answers, and hangs up as who called",
    async ({ answered, hangUp }) => hangUp((await answered()).calling),
  ],
  [
    "she answers, and hangs up as who was called",
    async ({ answered, hangUp }) => hangUp((await answered()).called),
  ],
  [
    "she answers and hangs up in the same moment",
    async ({ ringing, hangUp }) => {
      const { called, answer } = await ringing();
      await Promise.all([answer(), hangUp(called)]);
    },
  ],
  [
    "she answers, and as who called hangs up in the same moment",
    async ({ ringing, hangUp }) => {
      const { calling, answer } = await ringing();
      await Promise.all([answer(), hangUp(calling)]);
    },
  ],
  [
    "she parks herself and hangs up",
    async ({ desk, answered, hangUp }) => {
      const { calling, called } = await answered();
      await desk.ask("call.park", { phoneCallId: called });
      await hangUp(calling);
    },
  ],
  [
    "she is put through to herself once more and hangs up",
    async ({ desk, answered, hangUp }) => {
      const { calling, called } = await answered();
      await desk.ask("call.transfer", { phoneCallId: called, target });
      await hangUp(calling);
      await hangUp(called);
    },
  ],
  ["she does nothing", async ({ ringing }) => ringing()],
];

test.each(endings)("a call to my own extension leaves nothing when %s", async (_, end) => {
  const parts = await deskThatRings();
  for (let round = 0; round < rounds; round++) {
    await end(parts);
    await parts.nothingIsLeft();
    await parts.desk.allOver();
  }
});

test.each(["rings", "goes on"])(
  "a call to my own extension that %s is over when the page leaves and I hang up",
  async (when) => {
    const { desk, ringing, answered, hangUp, nothingIsLeft } = await deskThatRings();
    const { calling } = await (when === "rings" ? ringing() : answered());
    desk.detachPage();
    await desk.page.close();
    await hangUp(calling);
    await nothingIsLeft();
  },
);

test.each(["rings", "goes on"])(
  "a call to my own extension that %s is over when I sign out",
  async (when) => {
    const { desk, ringing, answered, nothingIsLeft } = await deskThatRings();
    await (when === "rings" ? ringing() : answered());
    await desk.ask("session.sign-out", {});
    await nothingIsLeft();
  },
);

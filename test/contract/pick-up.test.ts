import { expect, test } from "vitest";
import { queueNamed, userNamed } from "../../src/exchange/test-exchange.ts";
import { hears, phoneDesk } from "../support/phone-desk.ts";
import { productWithPhone } from "../support/product-with-phone.ts";
import { callWithTone } from "../support/stage.ts";

const [CALLER, OPERATOR, MUSIC] = [600, 1500, 300];

/** The operator, and a colleague at a product of her own. */
async function deskAndColleague() {
  const desk = await phoneDesk();
  const saskia = await productWithPhone(desk.exchange, "saskia");
  const { extension } = userNamed(desk.exchange, "saskia");
  const row = () => desk.now("colleagues").find(({ name }) => name === "Saskia Vermeulen");
  await desk.eventually(() => expect(row()?.loggedIn).toBe(true));
  const userId = row()?.userId;
  if (!userId) throw new Error("no such colleague");
  const isRung = () => desk.eventually(() => expect(row()?.call?.state).toBe("ringing"));
  return { desk, saskia, extension, userId, isRung };
}

test("a call that rings at a colleague is answered here; her phone stops, and her history says who answered", async () => {
  const { desk, saskia, extension, userId, isRung } = await deskAndColleague();
  expect(desk.now("phone")).toMatchObject([{ canPickUp: true }]);
  const caller = desk.outsider(CALLER, { dialled: extension });
  await isRung();
  await desk.eventually(() => expect(saskia.page.ringing).toBe(true));
  await desk.ask("colleague.pick-up", { userId });
  await desk.eventually(() => expect(desk.only("talking").party.number).toBe("+31612345678"));
  await desk.eventually(() => expect(saskia.page.ringing).toBe(false));
  await desk.eventually(() =>
    expect(saskia.now("history")).toMatchObject([
      { outcome: "missed", missedBecause: "answered-by-colleague", answeredBy: "Anna Bakker" },
    ]),
  );
  expect(saskia.now("callers")).toEqual([]);
  caller.hangUp();
  await desk.allOver();
  await desk.eventually(() =>
    expect(desk.now("history")).toMatchObject([
      { direction: "incoming", outcome: "talked", party: { number: "+31612345678" } },
    ]),
  );
});

test("the caller who was picked up hears who did it, and is put through and on hold as any other", async () => {
  const { desk, extension, userId, isRung } = await deskAndColleague();
  const caller = desk.outsider(CALLER, { dialled: extension });
  await isRung();
  await desk.ask("colleague.pick-up", { userId });
  await desk.eventually(() => desk.only("talking"));
  await hears(() => caller.heard.frames(), OPERATOR);
  await desk.ask("call.hold", { phoneCallId: desk.only("talking").phoneCallId });
  await hears(() => caller.heard.frames(), MUSIC);
  caller.hangUp();
  await desk.allOver();
});

test("a caller whom a queue offers to a colleague is taken out of the queue", async () => {
  const { desk, saskia, userId, isRung } = await deskAndColleague();
  const { pbx } = desk.exchange;
  pbx.people.leave(userNamed(desk.exchange, "anna"), queueNamed(desk.exchange, "Front desk"));
  pbx.people.join(userNamed(desk.exchange, "saskia"), queueNamed(desk.exchange, "Front desk"), 1, false);
  const caller = callWithTone(desk.exchange, CALLER, { number: "31612345678", name: "Eve" });
  await isRung();
  await desk.ask("colleague.pick-up", { userId });
  await desk.eventually(() => expect(desk.only("talking")).toMatchObject({ queue: { name: "Front desk" } }));
  await desk.eventually(() => expect(saskia.page.ringing).toBe(false));
  caller.hangUp();
  await desk.allOver();
});

test("where nothing rings at a colleague, also while she talks, nobody is picked up", async () => {
  const { desk, saskia, extension, userId } = await deskAndColleague();
  expect(await desk.refusal("colleague.pick-up", { userId })).toBe("no-such-call");
  const caller = desk.outsider(CALLER, { dialled: extension });
  await desk.eventually(() => expect(saskia.now("callers")).toHaveLength(1));
  await saskia.product.request("caller.answer", { callerId: saskia.now("callers")[0]?.callerId });
  await desk.eventually(() => expect(saskia.now("own-calls")).toMatchObject([{ state: "talking" }]));
  await desk.eventually(() =>
    expect(desk.now("colleagues").find((one) => one.userId === userId)?.call?.state).toBe("talking"),
  );
  expect(await desk.refusal("colleague.pick-up", { userId })).toBe("no-such-call");
  caller.hangUp();
  await desk.allOver();
});

import { expect, onTestFinished, test } from "vitest";
import { hears, phoneDesk } from "../support/phone-desk.ts";
import { callWithTone } from "../support/stage.ts";

const [CALLER, OPERATOR] = [600, 1500];

test("whoever a colleague puts through to us is shown as the caller, with his call, as soon as the two are joined", async () => {
  const desk = await phoneDesk();
  const mark = await desk.colleague("mark", 1000);
  const caller = callWithTone(desk.exchange, CALLER, { number: "31612345678", name: "Eve", dialled: "214" });
  onTestFinished(caller.hangUp);
  const first = await mark.rings();
  await first.accept();
  const [call] = [...desk.exchange.pbx.calls.keys()];

  const consult = mark.phone.dial("200");
  await consult.invite();
  const ringing = await desk.eventually(() => {
    const [shown] = desk.now("callers");
    if (!shown) throw new Error("nobody rings");
    return shown;
  });
  await desk.ask("caller.answer", { callerId: ringing.callerId });
  await desk.eventually(() => expect(desk.only("talking").party.name).toBe("Mark Visser"));
  await desk.eventually(() => expect(consult.state).toBe("Established"));

  await first.refer(consult);
  await desk.eventually(() =>
    expect(desk.only("talking")).toMatchObject({ callId: call, party: { number: "+31612345678" } }),
  );
  await hears(() => caller.heard.frames(), OPERATOR);
  caller.hangUp();
  await desk.allOver();
});

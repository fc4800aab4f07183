import { expect, test } from "vitest";
import { phoneDesk } from "../support/phone-desk.ts";
import { firstOf, softphoneBench } from "../support/softphone-bench.ts";

const CALLER = 600;

test("a caller is put through to a colleague's voicemail, whatever that colleague's phone does, and our phone is free", async () => {
  const desk = await phoneDesk();
  expect(desk.now("phone")).toMatchObject([{ canLeaveVoicemail: true }]);
  const { phoneCallId, hangUp } = await desk.answeredCaller(CALLER);
  const [mark] = desk.now("colleagues").filter(({ name }) => name === "Mark Visser");
  if (!mark) throw new Error("the demo company has changed");
  await desk.ask("call.to-voicemail", { phoneCallId, userId: mark.userId });
  await desk.eventually(() => expect(desk.mine()).toEqual([]));
  const [left] = desk.exchange.pbx.calls.values();
  expect(left?.source.place).toMatchObject({ type: "External", number: "31612345678" });
  expect(left?.destination).toMatchObject({
    state: "ANSWERED",
    place: { type: "Resource", resourceType: "voicemail", name: "Mark Visser" },
  });
  await desk.eventually(() => expect(desk.now("live-calls")).toMatchObject([{ state: "talking" }]));
  hangUp();
  await desk.allOver();
});

test("where an exchange has no voicemail none is offered, and a voicemail that refuses leaves the caller on hold", async () => {
  const bench = await softphoneBench();
  try {
    await bench.ready();
    expect(bench.phone.canLeaveVoicemail).toBe(false);
    await bench.answered("1");
    const { phoneCallId } = bench.only("talking");
    const mark = { number: "214", name: "Mark" };
    expect(await bench.softphone.leaveVoicemail(phoneCallId, mark)).toMatchObject({
      refusal: { code: "not-licensed" },
    });
    await bench.softphone.signOut();

    await bench.signIn("secret", { voicemailPrefix: "*97" });
    expect(bench.phone.canLeaveVoicemail).toBe(true);
    const caller = await bench.answered("2");
    const asked = bench.softphone.leaveVoicemail(bench.only("talking").phoneCallId, mark);
    await expect.poll(() => caller.transfers).toHaveLength(1);
    expect(firstOf(caller.transfers).target).toMatch(/^(\*|%2A)97214$/);
    firstOf(caller.transfers).report(404, "Not Found");
    expect(await asked).toMatchObject({ refusal: { code: "phone-failed" } });
    expect(bench.only("on-hold").transfer).toBeNull();
  } finally {
    await bench.close();
  }
});

import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { Call } from "../../src/exchange/pbx/call.ts";
import type { StreamItem, StreamName } from "../../src/shared/contract/streams.ts";
import { hearInPage, hearTogetherInPage, ringsInPage } from "../support/page-audio.ts";
import { colleagueAt, hears } from "../support/phone-desk.ts";
import { callWithTone, OPERATOR_HZ, openStage, type Stage } from "../support/stage.ts";
import { createRecorder, tone } from "../support/tone.ts";

const [CALLER, SECOND, THIRD, MARK, OUTSIDE, MUSIC] = [600, 800, 1200, 1000, 2100, 300];
const soon = { timeout: 8_000, interval: 30 };

let stage: Stage;

beforeAll(async () => {
  const voice = { name: "Somebody outside", language: "en", frames: tone(OUTSIDE, 1) } as const;
  stage = await openStage({}, { voices: new Map([["outside", voice]]) });
  await stage.signIn();
  stage.page.setDefaultTimeout(10_000);
});
afterAll(() => stage.close());

afterEach(async () => {
  await vi.waitFor(() => expect([...stage.exchange.pbx.calls.values()]).toEqual([]), soon);
  await agrees();
  await region("Current call").getByText("No call").waitFor();
  await region("On hold").getByText("Nobody on hold").waitFor();
  expect(stage.problems).toEqual([]);
});

const region = (name: string) => stage.page.getByRole("region", { name, exact: true });
const row = (name: RegExp) => stage.page.getByRole("row", { name });
const press = (key: string) => stage.page.keyboard.press(key);
const operatorHears = (hz: number) => hearInPage(stage.page, hz, 8_000);

function now<N extends StreamName>(stream: N): readonly StreamItem<N>[] {
  let rows: readonly unknown[] = [];
  stage.product.follow(stream, (frame) => {
    if (frame.kind === "rows") rows = frame.rows;
  })();
  return rows as readonly StreamItem<N>[];
}

/** What Navigator shows is what the exchange has: the same calls, the same ones on hold, the same people engaged. */
async function agrees(): Promise<void> {
  const { pbx, operator } = stage.exchange;
  const [anna, mark] = [operator, "mark"].map((name) =>
    [...pbx.company.users.values()].find(({ username }) => username === name),
  );
  if (!anna || !mark) throw new Error("the demo company has changed");
  const isHeldByAnna = ({ lines }: Call) =>
    Object.values(lines).some(
      (line) => line?.held && line.party.kind === "user" && line.party.userId === anna.id,
    );
  const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).sort();
  await vi.waitFor(async () => {
    const there = [...pbx.callsOf(anna.id)];
    const own = now("own-calls").map((call) => ({ ...call, id: call.callId as string }));
    const held = own.filter(({ state }) => state === "on-hold" || state === "transferring");
    const ringing = there.filter(({ destination }) => destination.state === "RINGING");
    expect(own.length + now("callers").length).toBe(there.length);
    expect(ids(there)).toEqual(expect.arrayContaining(ids(own)));
    expect(ids(held)).toEqual(ids(there.filter(isHeldByAnna)));
    expect(ringing.length).toBeGreaterThanOrEqual(now("callers").length);
    for (const { id } of [anna, mark]) {
      const engaged = now("colleagues").find(({ userId }) => userId === id)?.call;
      expect(engaged != null, `${id} is engaged`).toBe(pbx.callsOf(id).size > 0);
    }
    const lines = (name: string) => region(name).getByRole("table").getByRole("row").count();
    expect(await lines("On hold")).toBe(held.length);
    expect(await lines("Callers")).toBe(now("callers").length);
    expect(await lines("Parked")).toBe(now("parked").length);
    const isIdle = own.every(({ state }) => state === "transferring");
    expect(await region("Current call").getByText("No call").count()).toBe(isIdle ? 1 : 0);
  }, soon);
}

async function calls(hz: number, name: string) {
  const number = `316${hz}${hz}`.slice(0, 11).padEnd(11, "0");
  const caller = callWithTone(stage.exchange, hz, { number, name, dialled: "200" });
  onTestFinished(caller.hangUp);
  // The feed may tell that he rings before the phone does, when there is nothing to answer yet.
  await row(new RegExp(`${name}, ringing`))
    .getByRole("button", { name: "Answer" })
    .waitFor();
  return {
    ...caller,
    hears: (tone: number, share?: number) => hears(() => caller.heard.frames(), tone, share),
  };
}

async function answered(hz = CALLER, name = "Sanne de Vries") {
  const caller = await calls(hz, name);
  await press("+");
  await region("Current call").getByRole("heading", { name }).waitFor();
  await region("Current call").getByText("Talking").waitFor();
  await caller.hears(OPERATOR_HZ);
  return caller;
}

/** Sanne de Vries is on hold, and Mark's phone rings about her. */
async function consulting() {
  const mark = await colleagueAt(stage.exchange, "mark", MARK);
  const sanne = await answered();
  await choose("vis", "Mark Visser");
  await press("F5");
  await region("Current call").getByText("about Sanne de Vries").waitFor();
  await mark.rings();
  await sanne.hears(MUSIC, 0.9);
  await agrees();
  return { mark, sanne };
}

async function talkingWithBoth() {
  const { mark, sanne } = await consulting();
  const talk = await mark.answers();
  await region("Current call").getByText("Talking").waitFor();
  await talk.hears(OPERATOR_HZ, 0.9);
  await operatorHears(MARK);
  await sanne.hears(MUSIC, 0.9);
  await agrees();
  return { mark: talk, sanne };
}

async function choose(typed: string, name: string) {
  await stage.page.keyboard.type(typed);
  await stage.page.getByRole("button", { name: `Transfer to ${name}` }).waitFor();
}

test("attended: the colleague is asked, and then caller and colleague talk with each other", async () => {
  const { mark, sanne } = await talkingWithBoth();
  await press("Enter");
  await region("Current call").getByText("No call").waitFor();
  await sanne.hears(MARK, 0.9);
  await mark.hears(CALLER, 0.9);
  await agrees();
  expect([...stage.exchange.pbx.calls.values()]).toHaveLength(1);
  await mark.hangUp();
});

test("semi-attended: the caller is let go while the colleague still rings", async () => {
  const { mark, sanne } = await consulting();
  await press("Enter");
  await region("On hold").getByText("ringing Mark Visser").waitFor();
  await sanne.hears(MUSIC, 0.9);
  const talk = await mark.answers();
  await region("On hold").getByText("Nobody on hold").waitFor();
  await sanne.hears(MARK, 0.9);
  await talk.hears(CALLER, 0.9);
  await agrees();
  sanne.hangUp();
});

test.each(["rings", "talks"])(
  "a consult that %s is cancelled, and the caller is talked with again",
  async (far) => {
    const { mark, sanne } = far === "rings" ? await consulting() : await talkingWithBoth();
    await press("F8");
    await region("Current call").getByRole("heading", { name: "Sanne de Vries" }).waitFor();
    await region("Current call").getByText("Talking").waitFor();
    await sanne.hears(OPERATOR_HZ, 0.9);
    await operatorHears(CALLER);
    if ("phone" in mark)
      await vi.waitFor(() => expect(mark.phone.incoming.at(-1)?.state).toBe("Terminated"), soon);
    await agrees();
    await press("F8");
  },
);

test("swap: one is talked with while the other hears music", async () => {
  const { mark, sanne } = await talkingWithBoth();
  await press("F5");
  await sanne.hears(OPERATOR_HZ, 0.9);
  await mark.hears(MUSIC, 0.9);
  await operatorHears(CALLER);
  await agrees();
  await press("F5");
  await mark.hears(OPERATOR_HZ, 0.9);
  await sanne.hears(MUSIC, 0.9);
  await operatorHears(MARK);
  await agrees();
  await press("F8");
  await sanne.hears(OPERATOR_HZ, 0.9);
  sanne.hangUp();
});

test("undo: a caller on the way to a colleague is taken back", async () => {
  const mark = await colleagueAt(stage.exchange, "mark", MARK);
  const sanne = await answered();
  await choose("vis", "Mark Visser");
  await press("Enter");
  await region("On hold").getByText("ringing Mark Visser").waitFor();
  const ring = await mark.rings();
  await sanne.hears(MUSIC, 0.9);
  await region("On hold").getByRole("button", { name: "Resume" }).click();
  await region("Current call").getByText("Talking").waitFor();
  await sanne.hears(OPERATOR_HZ, 0.9);
  await operatorHears(CALLER);
  await vi.waitFor(() => expect(ring.state).toBe("Terminated"), soon);
  await agrees();
  await press("F8");
});

test("conference: each of the three hears both others, and one goes back to the caller", async () => {
  const { mark, sanne } = await talkingWithBoth();
  await press("F10");
  await region("Current call").getByRole("heading", { name: "Sanne de Vries and Mark Visser" }).waitFor();
  await sanne.hears(OPERATOR_HZ);
  await sanne.hears(MARK);
  await mark.hears(OPERATOR_HZ);
  await mark.hears(CALLER);
  await hearTogetherInPage(stage.page, [CALLER, MARK], 8_000);
  await agrees();
  await press("F8");
  await region("Current call").getByRole("heading", { name: "Sanne de Vries", exact: true }).waitFor();
  await sanne.hears(OPERATOR_HZ, 0.9);
  await operatorHears(CALLER);
  await agrees();
  sanne.hangUp();
});

test("a conference goes on without us when we leave it", async () => {
  const { mark, sanne } = await talkingWithBoth();
  await press("F10");
  await sanne.hears(MARK);
  await press("Enter");
  await region("Current call").getByText("No call").waitFor();
  await sanne.hears(MARK, 0.9);
  await mark.hears(CALLER, 0.9);
  await agrees();
  sanne.hangUp();
});

test("park and retrieve: the caller hears music at the slot, and comes back from there", async () => {
  const sanne = await answered();
  await region("Current call").getByRole("button", { name: "Park" }).click();
  await row(/Sanne de Vries, parked/).waitFor();
  await region("Parked").getByText("701").waitFor();
  await region("Current call").getByText("No call").waitFor();
  await sanne.hears(MUSIC, 0.9);
  await agrees();
  await region("Parked").getByRole("button", { name: "Retrieve" }).click();
  await region("Current call").getByRole("heading", { name: "Sanne de Vries" }).waitFor();
  await region("Current call").getByText("Talking").waitFor();
  await sanne.hears(OPERATOR_HZ, 0.9);
  await operatorHears(CALLER);
  await agrees();
  sanne.hangUp();
});

test("a caller is put through to a number outside, and the two talk", async () => {
  const sanne = await answered();
  await choose("0201234567", "0201234567");
  await press("Enter");
  await region("On hold").getByText("ringing 0201234567").waitFor();
  const outside = await vi.waitFor(() => {
    const leg = [...stage.exchange.pbx.calls.values()]
      .map(({ destination, lines }) => destination.place.type === "External" && lines.destination?.leg)
      .find((each) => each);
    if (!leg) throw new Error("nobody outside has answered yet");
    return leg;
  }, 10_000);
  const heard = createRecorder(400);
  vi.spyOn(outside, "play").mockImplementation(heard.record);
  await hears(() => heard.frames(), CALLER, 0.9);
  await sanne.hears(OUTSIDE, 0.9);
  await region("Current call").getByText("No call").waitFor();
  await agrees();
  sanne.hangUp();
});

test("two callers ring during a call: without a sound, one after the other is answered, and each hears whom he should", async () => {
  const sanne = await answered();
  const tom = await calls(SECOND, "Tom Post");
  const ulla = await calls(THIRD, "Ulla Berg");
  expect(await ringsInPage(stage.page)).toBe(false);
  await agrees();
  await press("+");
  await region("Current call").getByRole("heading", { name: "Tom Post" }).waitFor();
  await tom.hears(OPERATOR_HZ, 0.9);
  await operatorHears(SECOND);
  await sanne.hears(MUSIC, 0.9);
  await press("+");
  await region("Current call").getByRole("heading", { name: "Ulla Berg" }).waitFor();
  await ulla.hears(OPERATOR_HZ, 0.9);
  await operatorHears(THIRD);
  await tom.hears(MUSIC, 0.9);
  await agrees();
  ulla.hangUp();
  await row(/Sanne de Vries, on hold/i)
    .getByRole("button", { name: "Resume" })
    .click();
  await sanne.hears(OPERATOR_HZ, 0.9);
  await operatorHears(CALLER);
  await tom.hears(MUSIC, 0.9);
  await agrees();
  await press("F8");
  await region("Current call").getByRole("heading", { name: "Tom Post" }).waitFor();
  await press("F7");
  await tom.hears(OPERATOR_HZ, 0.9);
  await press("F8");
});

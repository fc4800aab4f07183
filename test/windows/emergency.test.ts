import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Clock, systemClock } from "../../src/exchange/pbx/clock.ts";
import { numberNamed } from "../../src/exchange/test-exchange.ts";
import type { RequestInput, RequestName, RequestOutput } from "../../src/shared/contract/requests.ts";
import type { StreamItem, StreamName } from "../../src/shared/contract/streams.ts";
import { expect112 } from "../support/expect-112.ts";
import { colleagueAt } from "../support/phone-desk.ts";
import { callWithTone, openStage, type Stage, type ToneCaller } from "../support/stage.ts";

const soon = { timeout: 8_000, interval: 30 };
const names = ["Sanne de Vries", "Tom Post", "Ulla Berg", "Vera Blom", "Wim Kok"] as const;

/** Whoever is called outside takes so long to answer that all that is done meanwhile can be done. */
const unhurried: Clock = { ...systemClock, after: (delayMs, run) => systemClock.after(10 * delayMs, run) };

let stage: Stage;
let bridge: Page;
const outside: ToneCaller[] = [];

beforeAll(async () => {
  stage = await openStage({}, { clock: unhurried });
  await stage.signIn();
  await ask("settings.change", { masking: "hide-all", hideNumber: true });
  bridge = await stage.openWindow("bridge");
  for (const page of [stage.page, bridge]) page.setDefaultTimeout(10_000);
  await bridge.getByRole("navigation").waitFor();
});
afterAll(() => stage.close());

afterEach(async () => {
  for (const caller of outside.splice(0)) caller.hangUp();
  for (const { phoneCallId } of now("own-calls")) await ask("call.hang-up", { phoneCallId });
  const left = () => [...stage.exchange.pbx.calls.keys(), ...now("own-calls"), ...now("callers")];
  await vi.waitFor(() => expect(left()).toEqual([]), soon);
  for (const page of [stage.page, bridge]) await search(page).fill("");
  expect(stage.problems).toEqual([]);
});

async function ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
  const answer = await stage.product.request(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.refusal.code}`);
  return answer.value as RequestOutput<N>;
}

function now<N extends StreamName>(stream: N): readonly StreamItem<N>[] {
  let rows: readonly unknown[] = [];
  stage.product.follow(stream, (frame) => {
    if (frame.kind === "rows") rows = frame.rows;
  })();
  return rows as readonly StreamItem<N>[];
}

const region = (name: string, page = stage.page) => page.getByRole("region", { name, exact: true });
const row = (name: RegExp, within: Page | Locator = stage.page) => within.getByRole("row", { name });
const button = (name: string | RegExp, within: Page | Locator) =>
  within.getByRole("button", { name, exact: true });
const card = (page = stage.page) => page.getByRole("complementary", { name: "Chosen colleague" });
const search = (page: Page) => page.getByRole("searchbox");
const press = (key: string) => stage.page.keyboard.press(key);
const goTo = (name: RegExp) => button(name, bridge.getByRole("navigation")).click();

async function threeWait() {
  const dialled = numberNamed(stage.exchange, "Main number");
  for (const last of [1, 2, 3]) {
    const caller = { number: `3162222222${last}`, name: `Waiting ${last}`, dialled };
    outside.push(callWithTone(stage.exchange, 600, caller));
  }
  await vi.waitFor(() => expect(now("callers")).toHaveLength(3), soon);
}

async function answered(name: string, number: string) {
  outside.push(callWithTone(stage.exchange, 600, { number, name, dialled: "200" }));
  await button("Answer", row(new RegExp(`^${name}, ringing`))).click();
  await talksWith(name);
}

/** Five callers at the phone, of whom the last is talked with, and three who wait. The product knows no limit. */
async function allLinesTaken() {
  for (const [index, name] of names.entries()) await answered(name, `3161111111${index}`);
  await threeWait();
}

async function talksWith(name: string) {
  await region("Current call").getByRole("heading", { name }).waitFor();
  await region("Current call").getByText("Talking").waitFor();
}

async function type(text: string, found = /^(Transfer to|Call) 112/, page = stage.page) {
  await vi.waitFor(async () => expect(await search(page).inputValue()).toBe(""), soon);
  await page.keyboard.type(text);
  await row(found, page).first().waitFor();
}
const fireBrigade = /^Fire brigade, contact/i;

const reaches112 = (step: () => Promise<unknown>, who?: "operator" | "caller") =>
  expect112(stage, bridge, step, who);

async function endsCall() {
  await button("Hang up", region("Current call")).click();
  const dialling = () => now("own-calls").filter(({ state }) => state === "dialling");
  await vi.waitFor(() => expect(dialling()).toEqual([]), soon);
}

/** The caller who is on the way to 112 is talked with again. */
async function takesBack(name = "Wim Kok") {
  await button("Resume", row(new RegExp(`^${name}, transferring`, "i"))).click();
  await talksWith(name);
}

describe("112 is called in one step, with nobody on the line", () => {
  beforeEach(threeWait);

  test("when it is typed, by Enter, and once more from the recent calls", async () => {
    await type("112");
    await reaches112(() => press("Enter"));
    await endsCall();
    await reaches112(() => button("Call 112 back", stage.page).click());
  });

  test("when it is typed with separators, and Enter comes as quickly", async () => {
    await reaches112(() => stage.page.keyboard.type("1-1-2\n"));
  });

  test("by the button, which alone is there: the number is hidden for no call to 112", async () => {
    await type("112");
    await button("Call", card()).waitFor();
    expect(await button("More ways to call", card()).count()).toBe(0);
    await reaches112(() => button("Call", card()).click());
  });

  test("in Bridge, which shows it among the calls of the company", async () => {
    await type("112", undefined, bridge);
    await reaches112(() => bridge.keyboard.press("Enter"));
    await goTo(/^Calls/);
    await row(/^Anna Bakker to 112/, region("Calls of the company", bridge)).waitFor();
  });

  test("from Bridge's history, by the button and by Enter", async () => {
    await goTo(/^History/);
    await row(/^112, /, bridge)
      .first()
      .click();
    await reaches112(() => button("Call", region("Chosen call", bridge)).click());
    await endsCall();
    await row(/^112, /, bridge)
      .first()
      .click();
    await reaches112(() => bridge.keyboard.press("Enter"));
  });
});

describe("112 is called in one step, with five callers at the phone and three who wait", () => {
  beforeEach(allLinesTaken);

  test.each(["Navigator", "Bridge"])("by the button in %s", async (window) => {
    const page = window === "Bridge" ? bridge : stage.page;
    await type("112", undefined, page);
    await reaches112(() => button("Call", card(page)).click());
  });

  test("for the caller: by Enter in either window, and by the buttons of the call and of the card", async () => {
    const ways = [
      [stage.page, () => press("Enter")],
      [stage.page, () => button("Transfer to 112", region("Current call")).click()],
      [stage.page, () => button("Transfer here", card()).click()],
      [bridge, () => bridge.keyboard.press("Enter")],
    ] as const;
    for (const [page, way] of ways) {
      await type("112", undefined, page);
      await reaches112(way, "caller");
      await takesBack();
    }
  });

  test("to ask about the caller, by the key and by the buttons, and gets him while it rings", async () => {
    const ways = [
      () => press("F5"),
      () => button("Consult", region("Current call")).click(),
      () => button("Consult", card()).click(),
    ];
    for (const way of ways) {
      await type("112");
      await reaches112(way);
      await press("F8");
      await talksWith("Wim Kok");
    }
    await type("112");
    await reaches112(() => press("F5"));
    await press("Enter");
    await region("On hold").getByText("ringing 112").waitFor();
  });

  test("for a caller who is dragged onto the number or onto its card", async () => {
    const talking = region("Current call").locator("header");
    await type("112");
    await reaches112(() => talking.dragTo(row(/^Transfer to 112/)), "caller");
    await takesBack();
    await type("112");
    await reaches112(() => row(/^Sanne de Vries, on hold/i).dragTo(card()), "caller");
  });
});

describe("112 is called by Enter also where a caller cannot be put through now", () => {
  test("while another number is dialled", async () => {
    await stage.page.keyboard.type("0201234567\n");
    await region("Current call").getByText("Dialling").waitFor();
    await type("112", /^Call 112/);
    await reaches112(() => press("Enter"));
  });

  test("while somebody is asked about a caller, and in a conference", async () => {
    const mark = await colleagueAt(stage.exchange, "mark", 1000);
    await answered("Sanne de Vries", "31611111111");
    await type("visser", /^Mark Visser/);
    await press("F5");
    await region("Current call").getByText("about Sanne de Vries").waitFor();
    await mark.answers();
    await region("Current call").getByText("Talking").waitFor();
    await type("112", /^Call 112/);
    await reaches112(() => press("Enter"));
    await endsCall();
    await button("Resume", region("On hold")).first().click();
    await region("Current call").getByText("Talking").waitFor();
    await press("F10");
    await region("Current call")
      .getByRole("heading", { name: /^Sanne de Vries and Mark/ })
      .waitFor();
    await type("112", /^Call 112/);
    await reaches112(() => press("Enter"));
  });
});

test("a caller who came back is put through to 112 by dragging him there", async () => {
  await answered("Sanne de Vries", "31611111111");
  await type("benn", /^Oliver Bennett/);
  await press("Enter");
  const back = row(/^Sanne de Vries, returned/);
  await type("112", /^Call 112/);
  await reaches112(() => back.dragTo(row(/^Call 112/)), "caller");
});

test("a colleague who calls 112 is seen to do so, in both windows, though all numbers are masked", async () => {
  const mark = await colleagueAt(stage.exchange, "mark", 1000);
  const session = mark.phone.dial("112");
  await session.invite();
  await row(/^Mark Visser/).click();
  await card()
    .getByText(/\b112\b/)
    .waitFor();
  await goTo(/^Calls/);
  await row(/^Mark Visser to 112/, region("Calls of the company", bridge)).waitFor();
  await session.cancel();
});

describe("112 of a contact is called in one step", () => {
  beforeAll(async () => {
    const { importId } = await ask("contact-import.begin", {
      fileName: "emergency.csv",
      format: "csv",
      fields: ["name", "number"],
    });
    await ask("contact-import.add", { importId, text: "name,number\nFire brigade,112\n" });
    await ask("contact-import.end", { importId });
    const { contacts } = await ask("contacts.search", { text: "fire", limit: 1 });
    for (const { contactId } of contacts) await ask("favourite.put", { who: { contactId }, group: "" });
  });

  test("when it is found, from the favourites, and once more from the recent calls", async () => {
    await threeWait();
    for (const page of [stage.page, bridge]) {
      await type("fire", fireBrigade, page);
      await reaches112(() => page.keyboard.press("Enter"));
      await endsCall();
    }
    await reaches112(() => button("Call Fire brigade back", stage.page).click());
    await endsCall();
    await button("Favourites", stage.page).click();
    await row(fireBrigade).click();
    await reaches112(() => press("Enter"));
    await endsCall();
    await row(fireBrigade).click();
    await reaches112(() => button("Call", card()).click());
    await button("All", stage.page).click();
  });

  test("with five callers at the phone, for one of them, and by dragging him there", async () => {
    await allLinesTaken();
    await type("fire", fireBrigade);
    await reaches112(() => button("Call", card()).click());
    await endsCall();
    await button("Resume", region("Current call")).click();
    await talksWith("Wim Kok");
    await type("fire", fireBrigade);
    await reaches112(() => press("Enter"), "caller");
    await takesBack();
    await button("Favourites", stage.page).click();
    await reaches112(() => region("Current call").locator("header").dragTo(row(fireBrigade)), "caller");
  });
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { heardInPage, hearInPage } from "../support/page-audio.ts";
import {
  callWithTone,
  logOn,
  OPERATOR_HZ,
  openStage,
  type Stage,
  type ToneCaller,
} from "../support/stage.ts";
import { goertzel } from "../support/tone.ts";

const CALLER_HZ = 600;
const soon = { timeout: 5_000, interval: 50 };

let stage: Stage;
let caller: ToneCaller | undefined;

beforeEach(async () => {
  stage = await openStage({ transferRingMs: 4_000 });
  await stage.signIn();
});
afterEach(async () => {
  caller?.hangUp();
  caller = undefined;
  await stage.close();
  expect(stage.problems).toEqual([]);
});

const region = (name: string) => stage.page.getByRole("region", { name });

/** The feed may tell that she rings before the phone does, when there is nothing to answer yet. */
const ringsHere = () =>
  region("Callers")
    .getByRole("row", { name: /^Sanne de Vries/ })
    .getByRole("button", { name: "Answer" })
    .waitFor();

async function answeredByKey(): Promise<ToneCaller> {
  caller = callWithTone(stage.exchange, CALLER_HZ, { number: "31612345678", name: "Sanne de Vries" });
  await ringsHere();
  await stage.page.keyboard.press("+");
  await region("Current call").getByText("Talking").waitFor();
  return caller;
}

const hearsOperator = ({ heard }: ToneCaller) =>
  vi.waitFor(() => expect(goertzel(heard.frames(), OPERATOR_HZ)).toBeGreaterThan(0.5), soon);

test("a caller is answered, held and put through by keyboard, and everybody hears whom they should", async () => {
  const mark = await logOn(stage.exchange, "mark");
  const { page } = stage;
  let keystrokes = 1;
  const sanne = await answeredByKey();
  await hearsOperator(sanne);
  await hearInPage(page, CALLER_HZ, 5_000);
  for (const fact of ["Sanne de Vries", "+31 6 12345678", "Main number", "Front desk"])
    await region("Current call").getByText(fact).first().waitFor();

  await page.keyboard.press("F7");
  await region("On hold").getByText("Sanne de Vries").waitFor();
  await vi.waitFor(() => expect(goertzel(sanne.heard.frames(), OPERATOR_HZ)).toBeLessThan(0.05), soon);
  await page.keyboard.press("F7");
  await hearsOperator(sanne);

  for (const key of ["v", "i", "s"]) {
    await page.keyboard.press(key);
    keystrokes += 1;
  }
  await page.getByRole("button", { name: "Transfer to Mark Visser" }).waitFor();
  await page.keyboard.press("Enter");
  keystrokes += 1;
  expect(keystrokes).toBeLessThanOrEqual(6);
  await vi.waitFor(() => expect(mark.incoming).toHaveLength(1), soon);
  const [offered] = mark.incoming;
  if (!offered) throw new Error("unreachable: one call was offered");
  await offered.accept();
  const markHears = () => goertzel(mark.mediaOf(offered).heard().subarray(-3200), CALLER_HZ);
  await vi.waitFor(() => expect(markHears()).toBeGreaterThan(0.5), soon);
  await region("Current call").getByText("No call").waitFor();
  await region("On hold").getByText("Nobody on hold").waitFor();
  await page.getByRole("row", { name: /Mark Visser.*talking/i }).waitFor();
  await page.getByRole("row", { name: /Anna Bakker.*free/i }).waitFor();
  expect([...stage.exchange.pbx.calls.values()]).toHaveLength(1);
  await mark.close();
});

test("a caller whom nobody takes comes back with name, time and reason, and is still heard", async () => {
  const mark = await logOn(stage.exchange, "mark");
  const sanne = await answeredByKey();
  await stage.page.keyboard.type("vis");
  await stage.page.getByRole("button", { name: "Transfer to Mark Visser" }).waitFor();
  await stage.page.keyboard.press("Enter");
  await region("On hold").getByText("ringing Mark Visser").waitFor();
  const returned = region("Callers").getByRole("row", { name: /Sanne de Vries/ });
  await returned.getByText(/back from Mark Visser.*no answer after \d+ sec/).waitFor({ timeout: 10_000 });
  await ringsHere();
  await stage.page.keyboard.press("+");
  await region("Current call").getByText("Talking").waitFor();
  await hearsOperator(sanne);
  await hearInPage(stage.page, CALLER_HZ, 5_000);
  await mark.close();
});

test("reloading the page in a call keeps the call, and the sound is back within two seconds", async () => {
  const sanne = await answeredByKey();
  await hearsOperator(sanne);
  const began = Date.now();
  await stage.page.reload();
  sanne.heard.forget();
  await vi.waitFor(() => expect(goertzel(sanne.heard.frames(), OPERATOR_HZ)).toBeGreaterThan(0.5), {
    timeout: 10_000,
    interval: 20,
  });
  const backMs = Date.now() - began;
  await hearInPage(stage.page, CALLER_HZ, 5_000);
  console.log(`sound back ${backMs} ms after the reload began`);
  expect(backMs).toBeLessThan(2_000);
  await region("Current call").getByText("Sanne de Vries").waitFor();
  expect((await heardInPage(stage.page)).level).toBeGreaterThan(0.01);
});

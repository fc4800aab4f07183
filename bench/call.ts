import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { simulatedLeg } from "../src/exchange/demo/simulated-leg.ts";
import { playTo } from "../src/exchange/media/player.ts";
import type { Call } from "../src/exchange/pbx/call.ts";
import type { User } from "../src/exchange/pbx/company.ts";
import { type Exchange, startExchange } from "../src/exchange/start.ts";
import { GATHERING_MS } from "../src/renderer/phone-audio/gathering.ts";
import { message } from "../src/shared/messages/message.ts";
import { logOn, quietExchange } from "../test/support/stage.ts";
import { tone } from "../test/support/tone.ts";
import type { BenchResult } from "./run.ts";
import { openBuiltProduct } from "./support/built-product.ts";
import { type Mark, noteCalls } from "./support/call-marks.ts";
import { assertOneClock, now } from "./support/one-clock.ts";
import { type Percentiles, percentiles } from "./support/percentiles.ts";
import { recordPaints } from "./support/seen.ts";
import { openSipJsClient } from "./support/sip-js-client.ts";

const TARGET = "mark";
const PEER = "eva";
const SLOWER_AT_MOST_MS = 10;

/** One call of one side, in epoch milliseconds: what the exchange did and heard. */
interface Made {
  readonly calledAt: number;
  readonly heard: readonly number[];
  readonly throughAt: number | null;
}

/** A side: its window, and how a person answers and puts through in it. */
interface Side {
  readonly page: Page;
  readonly user: User;
  rings(): Promise<void>;
  talks(): Promise<void>;
  /** Does all before the last key. */
  aim(): Promise<void>;
  rests(): Promise<void>;
}

/** From an INVITE of the exchange until it rings on the screen, from the answer until both are heard, from the last key of a transfer until the caller talks with the target. */
export async function call(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args: [...args], options: { calls: { type: "string", default: "40" } } });
  const calls = Number(values.calls);
  if (!(calls > 0)) throw new Error("--calls takes a number above 0");
  const before = loadavg()[0] ?? 0;
  console.log(
    `${calls} calls to each side in turn, in two windows of one Chromium; percentiles in milliseconds.\n` +
      "ours: the built product in a process of its own, Navigator; peer: SIP.js wholly in a page, as it comes, which writes what it does.\n" +
      "ringing: from before the exchange sends the INVITE until the task after the frame in which the page says so.\n" +
      "connected: from the key that answers until the peer connection says so (the cheaper sign); hears, isHeard: until the first\n" +
      "      sound is at the page, and at the exchange. through: from the key until the exchange has the caller with the target.\n" +
      `${availableParallelism()} cores, load before ${before.toFixed(1)}.`,
  );
  const exchange = await startExchange(quietExchange);
  const target = await logOn(exchange, TARGET);
  target.userAgent.delegate = { onInvite: (invitation) => void invitation.accept() };
  const product = await openBuiltProduct();
  await product.board.close();
  const { navigator } = product;
  const browser = navigator.context().browser();
  if (!browser) throw new Error("the browser is gone");
  const peer = await openSipJsClient(
    browser,
    async (context) => void (await context.addInitScript(noteCalls)),
  );
  try {
    await navigator.context().addInitScript(noteCalls);
    await navigator.reload();
    await product.signIn({ server: exchange.address, ...exchange.credentials(exchange.operator) });
    const targetUser = userNamed(exchange, TARGET);
    await peer.register(exchange, {
      username: PEER,
      target: targetUser.extension,
      iceGatheringTimeoutMs: GATHERING_MS,
    });
    const sides = [
      navigatorSide(navigator, userNamed(exchange, exchange.operator), targetUser),
      peerSide(peer.page, userNamed(exchange, PEER)),
    ] as const;
    const pages = sides.map(({ page }) => page);
    await assertOneClock(pages);
    for (const side of sides) await makeCall(exchange, side, targetUser);
    const paints = [
      await navigator.evaluateHandle(recordPaints, CALLERS),
      await peer.page.evaluateHandle(recordPaints, "body"),
    ] as const;
    const made: readonly [Made[], Made[]] = [[], []];
    for (let n = 0; n < calls; n += 1) {
      for (const at of n % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
        made[at].push(await makeCall(exchange, sides[at], targetUser));
    }
    await assertOneClock(pages);
    const results = await Promise.all(
      ([0, 1] as const).map(async (at) => {
        const shown = (await paints[at].jsonValue()).flatMap(({ text, inDocumentAt, ...painted }) =>
          text.includes(RINGING)
            ? [
                { what: "document", at: inDocumentAt },
                { what: "ringing", at: painted.at },
              ]
            : [],
        );
        return steps(made[at], [...(await marksOf(sides[at].page)), ...shown]);
      }),
    );
    const [ours, theirs] = results;
    if (!ours || !theirs) throw new Error("unreachable: there are two sides");
    const slower = (step: (typeof LIMITED)[number]) =>
      Math.round((ours[step].p50 - theirs[step].p50) * 10) / 10;
    const slowerMs = Object.fromEntries(LIMITED.map((step) => [step, slower(step)]));
    return {
      bench: "call",
      ours: ours.connected.p50,
      peer: theirs.connected.p50,
      ratio: Math.round((theirs.connected.p50 / ours.connected.p50) * 1_000) / 1_000,
      unit: "ms",
      limits: { slowerMs: SLOWER_AT_MOST_MS },
      ok: Math.max(...Object.values(slowerMs)) <= SLOWER_AT_MOST_MS && ours.lost === 0,
      slowerMs,
      navigator: ours,
      sipJs: theirs,
      calls,
      load: [before, loadavg()[0] ?? 0].map((load) => Math.round(load * 10) / 10),
    };
  } finally {
    await peer.close();
    await product.close();
    await target.close();
    await exchange.close();
  }
}

const CALLERS = `section[aria-label="${message("en", "region.callers")}"]`;
const RINGING = "ringing";

function userNamed({ pbx }: Exchange, username: string): User {
  const user = [...pbx.company.users.values()].find((each) => each.username === username);
  if (!user) throw new Error(`nobody is called ${username}`);
  return user;
}

function navigatorSide(page: Page, user: User, target: User): Side {
  const currentCall = page.getByRole("region", { name: message("en", "region.current-call") });
  return {
    page,
    user,
    rings: () => page.locator(CALLERS).getByText(RINGING).waitFor(),
    talks: () => currentCall.getByText("Talking").waitFor(),
    async aim() {
      await page.keyboard.type(target.extension);
      await page.getByRole("button", { name: `Transfer to ${target.name}` }).waitFor();
    },
    rests: () => currentCall.getByText("No call").waitFor(),
  };
}

const peerSide = (page: Page, user: User): Side => ({
  page,
  user,
  rings: () => page.getByText(RINGING).waitFor(),
  talks: () => page.getByText("talking").waitFor(),
  aim: async () => {},
  rests: () => page.getByText("no call").waitFor(),
});

/** Long enough for what is heard first, and for what the last call leaves to be over. */
const QUIET_MS = 150;

async function makeCall({ pbx }: Exchange, side: Side, target: User): Promise<Made> {
  const heard: number[] = [];
  let throughAt: number | null = null;
  const leg = simulatedLeg("calling", { heard: () => void heard.push(now()) });
  const unsubscribe = pbx.subscribe((event) => {
    if ("call" in event && isBetween(event.call, target)) throughAt ??= now();
  });
  const calledAt = now();
  pbx.callFromOutside({ leg, number: "31612345678", name: "Sanne de Vries", dialled: side.user.extension });
  const quiet = playTo(
    {
      get state() {
        return leg.state;
      },
      play: leg.say,
    },
    tone(600, 1),
  );
  await side.rings();
  await pause(QUIET_MS);
  await side.page.keyboard.press("+");
  await side.talks();
  while (heard.length === 0) await pause(10);
  await pause(QUIET_MS);
  await side.aim();
  await side.page.keyboard.press("Enter");
  await side.rests();
  while (throughAt === null) await pause(10);
  quiet();
  leg.leave("hung-up");
  unsubscribe();
  await pause(QUIET_MS);
  return { calledAt, heard: heard.slice(0, 100), throughAt };
}

/** Whether the target and somebody outside talk in it. */
function isBetween({ source, destination }: Call, { id }: User): boolean {
  const sides = [source, destination];
  const target = sides.find(({ place }) => place.type === "User" && place.userId === id);
  const outside = sides.find(({ place }) => place.type === "External");
  return target?.state === "ANSWERED" && outside?.state === "ANSWERED";
}

const LIMITED = ["ringing", "connected", "isHeard", "through"] as const;
const STEPS = ["document", "ringing", "connected", "hears", "isHeard", "through"] as const;

function steps(made: readonly Made[], marks: readonly Mark[]) {
  const took = Object.fromEntries(STEPS.map((step) => [step, [] as number[]])) as Record<
    (typeof STEPS)[number],
    number[]
  >;
  made.forEach(({ calledAt, heard, throughAt }, index) => {
    const until = made[index + 1]?.calledAt ?? Number.POSITIVE_INFINITY;
    const first = (what: string, from = calledAt) =>
      marks.find((mark) => mark.what === what && mark.at >= from && mark.at < until)?.at;
    const add = (step: (typeof STEPS)[number], from: number | undefined, at: number | undefined | null) => {
      if (from !== undefined && typeof at === "number") took[step].push(at - from);
    };
    const answeredAt = first("+");
    for (const step of ["document", "ringing"] as const) add(step, calledAt, first(step));
    for (const step of ["connected", "hears"] as const) add(step, answeredAt, first(step, answeredAt));
    add(
      "isHeard",
      answeredAt,
      heard.find((at) => at >= (answeredAt ?? 0)),
    );
    add("through", first("Enter"), throughAt);
  });
  const [document, ringing, connected, hears, isHeard, through] = STEPS.map((step) =>
    percentiles(took[step]),
  ) as [Percentiles, Percentiles, Percentiles, Percentiles, Percentiles, Percentiles];
  const lost = STEPS.reduce((sum, step) => sum + made.length - took[step].length, 0);
  return { document, ringing, connected, hears, isHeard, through, lost };
}

async function marksOf(page: Page): Promise<readonly Mark[]> {
  const all = await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => (window as unknown as { marks: Mark[] }).marks)),
  );
  return all.flat();
}

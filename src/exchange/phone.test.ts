import { type Invitation, type Session, SessionState, URI } from "sip.js";
import { expect, onTestFinished, test, vi } from "vitest";
import type { SimulatedLeg } from "./demo/simulated-leg.ts";
import { simulatedLeg } from "./demo/simulated-leg.ts";
import { playTo } from "./media/player.ts";
import { goertzel, tone } from "./media/tone.ts";
import type { Call } from "./pbx/call.ts";
import { testClock } from "./pbx/test-clock.ts";
import { found } from "./sip/test-exchange.ts";
import { createTestPhone } from "./sip/test-phone.ts";
import type { Exchange } from "./start.ts";
import { leaveAlone, numberNamed, quietExchange, userNamed } from "./test-exchange.ts";

const domain = "demo.binnacle.invalid";
const slow = { timeout: 8_000 };

async function registeredPhone(exchange: Exchange, username: string) {
  const phone = createTestPhone(exchange.sip.url, { domain, ...exchange.credentials(username) });
  onTestFinished(() => phone.close());
  await phone.userAgent.start();
  await phone.register();
  return phone;
}

/** Calls the main number and speaks: a tone of 600 Hz. */
function caller({ pbx, ...exchange }: Exchange, heard: Buffer[] = []) {
  const leg: SimulatedLeg = simulatedLeg("calling", { heard: (frame) => heard.push(frame) });
  const dialled = numberNamed({ pbx, ...exchange }, "Main number");
  const call = pbx.callFromOutside({ leg, number: "31612345678", name: "Sanne de Vries", dialled });
  const mouth = { state: leg.state, play: (frame: Buffer) => leg.say(frame) };
  onTestFinished(playTo(mouth, tone(600, 1)));
  return { leg, call };
}

/** Answers, and waits until the exchange knows. */
const answer = async (invitation: Invitation, call: Call) => {
  await invitation.accept();
  await vi.waitFor(() => expect(call.destination.place).toMatchObject({ userName: "Anna Bakker" }), slow);
};

function refer(session: Session, extension: string): string[] {
  const progress: string[] = [];
  void session.refer(new URI("sip", extension, domain), {
    onNotify(notification) {
      void notification.accept();
      progress.push(notification.request.body.trim().replace("SIP/2.0 ", ""));
    },
  });
  return progress;
}

test("the operator's phone logs her in, rings for a caller by his call of the feed, and carries his voice", async () => {
  const music = tone(1200, 1);
  const exchange = await quietExchange({ musicOnHold: music });
  const anna = userNamed(exchange, "anna");
  expect(anna.loggedIn).toBe(false);
  const phone = await registeredPhone(exchange, "anna");
  expect(anna.loggedIn).toBe(true);

  const heardByCaller: Buffer[] = [];
  const { call } = caller(exchange, heardByCaller);
  await vi.waitFor(
    () => expect(goertzel(Buffer.concat(heardByCaller.slice(-25)), 1200)).toBeGreaterThan(0.9),
    slow,
  );
  const invitation = await vi.waitFor(() => found(phone.incoming[0]), slow);
  const offered = decodeURIComponent(invitation.request.getHeader("X-Core-Call") ?? "");
  expect(offered).toBe(call.id);
  expect(invitation.remoteIdentity.displayName).toBe("Sanne de Vries");
  await answer(invitation, call);
  const media = phone.mediaOf(invitation);
  await vi.waitFor(() => expect(goertzel(media.heard(), 600)).toBeGreaterThan(0.9), slow);

  media.direction = "sendonly";
  await vi.waitFor(() => invitation.invite(), slow);
  await vi.waitFor(() => expect(call.destination.state).toBe("INACTIVE"), slow);

  // Mark answers prompt; then Anna's phone is free and the caller is his.
  const progress = refer(invitation, "214");
  await vi.waitFor(() => expect(progress.at(-1)).toBe("200 OK"), slow);
  await vi.waitFor(() => expect(invitation.state).toBe(SessionState.Terminated), slow);
  const [conversation] = exchange.pbx.calls.values();
  expect(conversation?.source.place).toMatchObject({ type: "External", name: "Sanne de Vries" });
  expect(conversation?.destination.place).toMatchObject({ userName: "Mark Visser" });
}, 30_000);

test("a phone whose line broke is not rung, and is as soon as it is back", async () => {
  const clock = testClock();
  const exchange = await quietExchange({ clock });
  const phone = await registeredPhone(exchange, "anna");
  leaveAlone(exchange, "anna", "Front desk");
  await phone.userAgent.transport.disconnect();
  await vi.waitFor(() => expect(exchange.sip.reachable("anna")).toBe(false), slow);
  const { call } = caller(exchange);
  clock.advance(10_000);
  expect(userNamed(exchange, "anna").loggedIn).toBe(true);
  expect([...exchange.pbx.calls.keys()]).toEqual([call.id]);
  await phone.userAgent.reconnect();
  await phone.register();
  clock.advance(2_000);
  await vi.waitFor(() => found(phone.incoming[0]), slow);
}, 30_000);

test("a transfer to somebody who is away comes back, the phone goes on with the caller, and then is time to wrap up", async () => {
  const exchange = await quietExchange({ ringMs: 1_500 });
  const phone = await registeredPhone(exchange, "anna");
  const { call } = caller(exchange);
  const invitation = await vi.waitFor(() => found(phone.incoming[0]), slow);
  await answer(invitation, call);
  const progress = refer(invitation, "221");
  await vi.waitFor(() => expect(progress.at(-1)).toBe("480 Temporarily Unavailable"), slow);
  expect(progress).toEqual(["100 Trying", "180 Ringing", "480 Temporarily Unavailable"]);
  const media = phone.mediaOf(invitation);
  await vi.waitFor(() => expect(goertzel(media.heard(), 600)).toBeGreaterThan(0.9), slow);
  await invitation.bye();
  await vi.waitFor(() => expect(exchange.pbx.calls.size).toBe(0), slow);
  expect(userNamed(exchange, "anna").wrapUp).toMatchObject({ callId: call.id });
}, 30_000);

test("a phone calls a colleague and 112, and a number that nobody has ends", async () => {
  const exchange = await quietExchange();
  const phone = await registeredPhone(exchange, "anna");
  for (const [number, place] of [
    ["214", { userName: "Mark Visser" }],
    ["112", { type: "External", number: "112" }],
  ] as const) {
    const session = phone.dial(number);
    await session.invite();
    await vi.waitFor(() => expect(session.state).toBe(SessionState.Established), slow);
    const [call] = exchange.pbx.calls.values();
    expect(call?.destination.place).toMatchObject(place);
    await session.bye();
    await vi.waitFor(() => expect(exchange.pbx.calls.size).toBe(0), slow);
  }
  const nowhere = phone.dial("299");
  await nowhere.invite();
  await vi.waitFor(() => expect(nowhere.state).toBe(SessionState.Terminated), slow);
}, 30_000);

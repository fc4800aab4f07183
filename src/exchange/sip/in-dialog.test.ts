import { type Session, SessionState, type URI, UserAgent } from "sip.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { goertzel } from "../media/tone.ts";
import { found, startTestExchange, type TestExchange, until } from "./test-exchange.ts";

let exchange: TestExchange;

beforeEach(async () => {
  exchange = await startTestExchange();
});

afterEach(async () => {
  vi.useRealTimers();
  await exchange.close();
});

test("hold and its end are told once each", async () => {
  const { phone, session, party } = await exchange.talk("201");
  const media = phone.mediaOf(session);
  media.direction = "sendonly";
  await renegotiate(session);
  await vi.waitFor(() => expect(party.holds).toEqual([true]));
  await renegotiate(session);
  media.direction = "sendrecv";
  await renegotiate(session);
  await vi.waitFor(() => expect(party.holds).toEqual([true, false]));
});

test("digits arrive once, from the audio stream and from INFO", async () => {
  const { phone, session, party } = await exchange.talk("201");
  const media = phone.mediaOf(session);
  exchange.sound(600, (frame) => media.play(frame));
  await vi.waitFor(() => expect(party.heard().length).toBeGreaterThan(0));
  media.press(5);
  media.press(11);
  await vi.waitFor(() => expect(party.digits).toEqual(["5", "#"]));
  const body = (content: string) => ({
    body: { contentDisposition: "render", contentType: "application/dtmf-relay", content },
  });
  await session.info({ requestOptions: body("Signal=7\r\nDuration=160\r\n") });
  await vi.waitFor(() => expect(party.digits).toEqual(["5", "#", "7"]));
});

test("a transfer is asked for with its target and ring limit, and its progress reported", async () => {
  const { session, party } = await exchange.talk("201");
  const progress = await refer(session, bracketed("sip:214@demo.example?Expires=25"));
  const request = await vi.waitFor(() => found(party.transfers[0]));
  expect(request).toMatchObject({ target: "214", ringMs: 25_000, replaces: null });
  request.report(100, "Trying");
  request.report(180, "Ringing");
  request.report(200, "OK");
  await vi.waitFor(() =>
    expect(progress).toEqual(["SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK"]),
  );
});

test("a phone may ask for a transfer right after its answer, before that is acknowledged", async () => {
  const phone = await exchange.connect("201");
  await phone.register();
  const { leg, party } = exchange.ring("201");
  const session = await vi.waitFor(() => found(phone.incoming[0]));
  await session.accept();
  const asked = refer(session, bracketed("sip:214@demo.example?Expires=25"));
  expect(leg.state).toBe("ringing");
  const progress = await asked;
  expect(party.answered).toBe(1);
  const request = await vi.waitFor(() => found(party.transfers[0]));
  request.report(180, "Ringing");
  await vi.waitFor(() => expect(progress).toEqual(["SIP/2.0 180 Ringing"]));
});

test("progress of a transfer is no matter any more once the phone has hung up", async () => {
  const { session, party } = await exchange.talk("201");
  const progress = await refer(session, bracketed("sip:214@demo.example?Expires=25"));
  const request = await vi.waitFor(() => found(party.transfers[0]));
  await session.bye();
  await vi.waitFor(() => expect(party.ends).toEqual(["hung-up"]));
  request.report(200, "OK");
  expect(progress).toEqual([]);
});

test("an attended transfer names the other leg of the same user", async () => {
  const first = await exchange.talk("201");
  const consult = first.phone.dial("215");
  await consult.invite();
  const { leg } = await vi.waitFor(() => found(exchange.calls[1]));
  leg.answer();
  await until(consult, SessionState.Established);
  await refer(first.session, consult);
  const request = await vi.waitFor(() => found(first.party.transfers[0]));
  expect(request.replaces).toBe(leg);
  expect(request.ringMs).toBeNull();
});

test("a transfer to a call that is gone, or of somebody else, is refused", async () => {
  const [own, foreign] = [await exchange.talk("201"), await exchange.talk("202")];
  const progress = await refer(own.session, foreign.session);
  await vi.waitFor(() => expect(progress).toEqual(["SIP/2.0 481 Call/Transaction Does Not Exist"]));
  expect(own.party.transfers).toEqual([]);
});

test("audio comes back when the phone goes on with a new peer connection", async () => {
  const { phone, session, leg, party } = await exchange.talk("201");
  const media = phone.mediaOf(session);
  exchange.sound(600, (frame) => leg.play(frame));
  exchange.sound(1500, (frame) => media.play(frame));
  await vi.waitFor(() => expect(goertzel(media.heard(), 600)).toBeGreaterThan(0.9), 5000);
  media.restart();
  expect(media.heard()).toHaveLength(0);
  await renegotiate(session);
  await vi.waitFor(() => expect(goertzel(media.heard(), 600)).toBeGreaterThan(0.9), 5000);
  await vi.waitFor(() => expect(goertzel(party.heard(), 1500)).toBeGreaterThan(0.9), 5000);
});

test("a call outlives the phone's socket, and learns what happened meanwhile when the phone is back", async () => {
  const { phone, session, leg, party } = await exchange.talk("201");
  await phone.register();
  await phone.userAgent.transport.disconnect();
  await lost("201");
  expect([leg.state, exchange.server.registered("201")]).toEqual(["answered", true]);
  await phone.userAgent.reconnect();
  await phone.register();
  phone.mediaOf(session).direction = "sendonly";
  await renegotiate(session);
  await vi.waitFor(() => expect(party.holds).toEqual([true]));
  await phone.userAgent.transport.disconnect();
  await lost("201");
  leg.end("hung-up");
  await phone.userAgent.reconnect();
  await phone.register();
  await until(session, SessionState.Terminated);
});

test("a phone that stays away longer than 30 s has lost its calls and its registration", async () => {
  const { phone, leg, party } = await exchange.talk("201");
  await phone.register();
  const ringing = exchange.ring("201");
  await vi.waitFor(() => expect(ringing.party.rang).toBe(1));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await phone.userAgent.transport.disconnect();
  await lost("201");
  vi.advanceTimersByTime(28_000);
  expect(leg.state).toBe("answered");
  vi.advanceTimersByTime(2000);
  await vi.waitFor(() => expect(party.ends).toEqual(["unreachable"]));
  expect(ringing.party.ends).toEqual(["unreachable"]);
  ringing.leg.end("no-answer");
  leg.end("hung-up");
  expect(exchange.server.registered("201")).toBe(false);
});

/** Waits until the exchange has noticed that the user's only phone is away. */
function lost(username: string): Promise<void> {
  return vi.waitFor(() => expect(exchange.server.reachable(username)).toBe(false));
}

/** In angle brackets, as a Refer-To address with headers has to be; SIP.js leaves them out. */
function bracketed(address: string): URI {
  const uri = found(UserAgent.makeURI(address));
  uri.toString = () => `<${address}>`;
  return uri;
}

/** Resolves once the exchange has accepted the REFER; the answer collects the sipfrags that follow. */
async function refer(session: Session, to: Session | URI): Promise<string[]> {
  const progress: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const requestDelegate = { onAccept: () => resolve(), onReject: () => reject(new Error("REFER refused")) };
    const onNotify: NonNullable<Parameters<Session["refer"]>[1]>["onNotify"] = (notification) => {
      void notification.accept();
      progress.push(notification.request.body.trim());
    };
    session.refer(to, { requestDelegate, onNotify }).catch(reject);
  });
  return progress;
}

/** A re-INVITE; SIP.js as the answering side says 500 while it still waits for the first ACK. */
async function renegotiate(session: Session): Promise<void> {
  await vi.waitFor(
    () =>
      new Promise<void>((resolve, reject) => {
        const onReject = () => reject(new Error("re-INVITE refused"));
        session.invite({ requestDelegate: { onAccept: () => resolve(), onReject } }).catch(reject);
      }),
    5000,
  );
}

import { type Invitation, SessionState } from "sip.js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { goertzel } from "../media/tone.ts";
import { found, observe, startTestExchange, type Talk, type TestExchange, until } from "./test-exchange.ts";
import type { TestPhone } from "./test-phone.ts";

let exchange: TestExchange;

beforeEach(async () => {
  exchange = await startTestExchange();
});

afterEach(async () => {
  await exchange.close();
});

describe("a call from a phone", () => {
  test("rings, is answered, and names the core's call", async () => {
    const phone = await exchange.connect("201");
    const session = phone.dial("214");
    const ids: (string | undefined)[] = [];
    const note = ({ message }: { message: { getHeader(name: string): string | undefined } }) =>
      ids.push(message.getHeader("X-Core-Call"));
    void session.invite({ requestDelegate: { onProgress: note, onAccept: note } });
    const call = await vi.waitFor(() => found(exchange.calls[0]));
    expect([call.username, call.dialled, call.leg.state]).toEqual(["201", "214", "calling"]);
    call.callIdHeader("call/1");
    call.leg.ring();
    call.leg.answer();
    await until(session, SessionState.Established);
    expect(ids).toEqual(["call%2F1", "call%2F1"]);
    expect(call.leg.state).toBe("answered");
  });

  test("carries audio both ways, and its end is told", async () => {
    const talk = await exchange.talk("201");
    await expectAudio(talk);
    await talk.session.bye();
    await vi.waitFor(() => expect(talk.party.ends).toEqual(["hung-up"]));
    expect(talk.leg.state).toBe("ended");
  });

  test("that is given up before the answer is told as cancelled", async () => {
    const phone = await exchange.connect("201");
    const session = phone.dial("214");
    await session.invite();
    const { leg } = await vi.waitFor(() => found(exchange.calls[0]));
    const party = observe(leg);
    await session.cancel();
    await vi.waitFor(() => expect(party.ends).toEqual(["cancelled"]));
  });

  test.each([
    ["busy", 486],
    ["declined", 603],
    ["no-answer", 480],
    ["unreachable", 404],
    ["cancelled", 487],
  ] as const)("that ends as %s is refused with %i", async (cause, statusCode) => {
    const phone = await exchange.connect("201");
    const refusal = new Promise<number | undefined>((resolve) => {
      const onReject = ({ message }: { message: { statusCode?: number | undefined } }) =>
        resolve(message.statusCode);
      void phone.dial("214").invite({ requestDelegate: { onReject } });
    });
    const { leg } = await vi.waitFor(() => found(exchange.calls[0]));
    leg.end(cause);
    expect(await refusal).toBe(statusCode);
  });
});

describe("a call to a phone", () => {
  test("rings with the caller's name, is answered, and carries audio both ways", async () => {
    const phone = await registered("201");
    const { leg, party } = exchange.ring("201");
    const session = await vi.waitFor(() => found(phone.incoming[0]));
    expect(session.request.getHeader("X-Core-Call")).toBe("call%2F2");
    expect(session.remoteIdentity.uri.user).toBe("+31201234567");
    expect(session.remoteIdentity.displayName).toBe("Ms Jansen");
    await vi.waitFor(() => expect(party.rang).toBe(1));
    await session.accept();
    await vi.waitFor(() => expect(party.answered).toBe(1));
    await expectAudio({ phone, session, leg, party });
    leg.end("hung-up");
    await until(session, SessionState.Terminated);
    expect(party.ends).toEqual([]);
  });

  test("that somebody else has answered says so when it is cancelled", async () => {
    const { leg, session, reasons } = await ringing("201");
    leg.end("answered-elsewhere");
    await until(session, SessionState.Terminated);
    expect(reasons).toEqual(['SIP;cause=200;text="Call completed elsewhere"']);
  });

  test("that the caller gives up is cancelled without a reason", async () => {
    const { leg, session, reasons } = await ringing("201");
    leg.end("cancelled");
    await until(session, SessionState.Terminated);
    expect(reasons).toEqual([undefined]);
  });

  test.each([
    [486, "busy"],
    [603, "declined"],
    [480, "no-answer"],
  ] as const)("that is refused with %i ends as %s", async (statusCode, cause) => {
    const { session, party } = await ringing("201");
    await session.reject({ statusCode });
    await vi.waitFor(() => expect(party.ends).toEqual([cause]));
  });

  test("rings all phones of the user; the first to answer has it, the others hear that", async () => {
    const [desk, mobile] = [await registered("201"), await registered("201")];
    const { leg, party } = exchange.ring("201");
    const atDesk = await vi.waitFor(() => found(desk.incoming[0]));
    const atMobile = await vi.waitFor(() => found(mobile.incoming[0]));
    const reasons = cancelReasons(atDesk);
    await atMobile.accept();
    await until(atDesk, SessionState.Terminated);
    expect(reasons).toEqual(['SIP;cause=200;text="Call completed elsewhere"']);
    expect([party.answered, leg.state]).toEqual([1, "answered"]);
    await atMobile.bye();
    await vi.waitFor(() => expect(party.ends).toEqual(["hung-up"]));
  });

  test("that two phones answer at the same time is left to one of them", async () => {
    const [desk, mobile] = [await registered("201"), await registered("201")];
    const { leg, party } = exchange.ring("201");
    const atDesk = await vi.waitFor(() => found(desk.incoming[0]));
    const atMobile = await vi.waitFor(() => found(mobile.incoming[0]));
    await Promise.all([atDesk.accept(), atMobile.accept()]);
    await vi.waitFor(() => {
      const states = [atDesk.state, atMobile.state].sort();
      expect(states).toEqual([SessionState.Established, SessionState.Terminated]);
    });
    expect([party.answered, party.ends, leg.state]).toEqual([1, [], "answered"]);
  });

  test("goes on ringing at one phone when another is busy", async () => {
    const [desk, mobile] = [await registered("201"), await registered("201")];
    const { party } = exchange.ring("201");
    await (await vi.waitFor(() => found(desk.incoming[0]))).reject({ statusCode: 486 });
    await (await vi.waitFor(() => found(mobile.incoming[0]))).accept();
    await vi.waitFor(() => expect(party.answered).toBe(1));
    expect(party.ends).toEqual([]);
  });

  test("shows a name whatever signs are in it", async () => {
    const phone = await registered("201");
    exchange.server.call("201", { number: "100%", name: 'Zoë "Z"\r\nX: y' }, { callId: "c" });
    const session = await vi.waitFor(() => found(phone.incoming[0]));
    expect(session.remoteIdentity.displayName).toBe("Zoë  Z X: y");
  });

  test("is not possible while no phone is there", async () => {
    expect(exchange.server.call("201", { number: "1", name: null }, { callId: "c" })).toBeNull();
  });
});

async function registered(username: string): Promise<TestPhone> {
  const phone = await exchange.connect(username);
  expect(await phone.register()).toBe(200);
  return phone;
}

async function ringing(username: string) {
  const phone = await registered(username);
  const { leg, party } = exchange.ring(username);
  const session = await vi.waitFor(() => found(phone.incoming[0]));
  await vi.waitFor(() => expect(party.rang).toBe(1));
  return { phone, leg, party, session, reasons: cancelReasons(session) };
}

function cancelReasons(session: Invitation): (string | undefined)[] {
  const reasons: (string | undefined)[] = [];
  session.delegate = { onCancel: (cancel) => reasons.push(cancel.request.getHeader("Reason")) };
  return reasons;
}

async function expectAudio({ phone, session, leg, party }: Talk): Promise<void> {
  const media = phone.mediaOf(session);
  exchange.sound(600, (frame) => leg.play(frame));
  exchange.sound(1500, (frame) => media.play(frame));
  await vi.waitFor(() => expect(goertzel(media.heard(), 600)).toBeGreaterThan(0.9), 5000);
  await vi.waitFor(() => expect(goertzel(party.heard(), 1500)).toBeGreaterThan(0.9), 5000);
}

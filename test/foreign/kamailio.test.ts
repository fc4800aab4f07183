import { type Invitation, SessionState } from "sip.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { goertzel, tone } from "../../src/exchange/media/tone.ts";
import { createTestPhone, type TestPhone } from "../../src/exchange/sip/test-phone.ts";
import type { CallControl } from "../../src/main/softphone/call-control.ts";
import { createSoftphone } from "../../src/main/softphone/softphone.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { PhoneCall } from "../../src/shared/model/calls.ts";
import { defaultSettings, type Phone } from "../../src/shared/model/product-state.ts";
import { type Kamailio, kamailioIsInstalled, startKamailio } from "../support/kamailio.ts";
import { createNodeAudioPage, type NodeAudioPage } from "../support/node-audio-page.ts";

const domain = "real.binnacle.invalid";
const MY_HZ = 1500;
const BOB_HZ = 600;
const CAROL_HZ = 900;
const OTHER_HZ = 1200;
const title = kamailioIsInstalled
  ? "through Kamailio"
  : "through Kamailio, which is missing: install the packages kamailio and kamailio-websocket-modules";

describe.skipIf(!kamailioIsInstalled)(title, () => {
  let kamailio: Kamailio;
  let softphone: CallControl;
  let page: NodeAudioPage;
  let detach: () => void;
  let mine: ReturnType<typeof createPhone>;
  let bob: Friend;
  let carol: Friend;

  beforeAll(async () => {
    kamailio = await startKamailio(domain);
  });
  afterAll(() => kamailio?.close());

  /** A phone of the product, with the page that has its sound. */
  function createPhone(hz = OTHER_HZ) {
    let all: readonly PhoneCall[] = [];
    let health: Phone | null = null;
    const made = createSoftphone({
      clock: systemClock,
      log: createLog(() => {}, Date.now),
      settings: () => defaultSettings,
      onFailed: () => {},
      onDevices: () => {},
      onCalls: (calls) => {
        all = calls;
      },
      onPhone: (now) => {
        health = now;
      },
    });
    const sound = createNodeAudioPage({ microphoneHz: hz });
    const detachSound = made.attachAudio(sound);
    sound.microphone("ready");
    return {
      softphone: made,
      page: sound,
      detach: detachSound,
      calls: () => all,
      health: () => health,
      only(state: PhoneCall["state"]): PhoneCall {
        const [call] = all.filter((each) => each.state === state);
        if (!call) throw new Error(`no call is ${state}: ${all.map((each) => each.state)}`);
        return call;
      },
      signIn: (username: string, password = "secret") =>
        made.signIn({
          ...{ sipAddress: `sip:${username}@${domain}`, webSocketUrl: kamailio.url, password },
          ...{
            authorizationUser: username,
            displayName: "Reception",
            iceServers: [],
            parkNumber: null,
            pickUpPrefix: null,
            voicemailPrefix: null,
          },
        }),
      async close() {
        await made.close();
        await sound.close();
      },
    };
  }

  beforeEach(async () => {
    mine = createPhone(MY_HZ);
    ({ softphone, page, detach } = mine);
    bob = await friend("301", BOB_HZ);
    carol = await friend("302", CAROL_HZ);
  });
  afterEach(async () => {
    await softphone.close();
    await page.close();
    await Promise.all([bob.close(), carol.close()]);
  });

  const signIn = (password?: string) => mine.signIn("200", password);
  const only = (state: PhoneCall["state"]) => mine.only(state);
  const until = <T>(look: () => T) => vi.waitFor(look, { timeout: 10_000, interval: 25 });

  /** Calls this friend, who answers. */
  async function talkWith(who: Friend, number: string) {
    const before = who.phone.incoming.length;
    const dialled = await softphone.dial(number, null);
    if (!dialled.ok) throw new Error(dialled.refusal.code);
    const { phoneCallId } = dialled.value;
    await who.answer(before);
    await until(() => expect(only("talking").phoneCallId).toBe(phoneCallId));
    return phoneCallId;
  }

  /** A phone of others: it does what a REFER asks, as a telephone on a desk does. */
  async function friend(username: string, hz: number) {
    const made = createTestPhone(kamailio.url, { domain, username, password: "secret" });
    await made.userAgent.start();
    expect(await made.register()).toBe(200);
    const speaking: NodeJS.Timeout[] = [];
    const speak = (session: Parameters<TestPhone["mediaOf"]>[0]) => {
      const frame = tone(hz, 0.02);
      speaking.push(setInterval(() => made.mediaOf(session).play(frame), 20));
    };
    const invitation = (at: number) =>
      until(() => {
        const found = made.incoming[at];
        if (!found) throw new Error("nobody has called");
        return found;
      });
    return {
      phone: made,
      invitation,
      async answer(at: number): Promise<Invitation> {
        const call = await invitation(at);
        call.delegate = {
          onRefer(referral) {
            void referral.accept();
            const next = referral.makeInviter();
            void next.invite();
            next.stateChange.addListener((state) => {
              if (state === SessionState.Established) speak(next);
            });
            talks.push(next);
          },
        };
        await call.accept();
        speak(call);
        talks.push(call);
        return call;
      },
      heard: () => made.mediaOf(talks.at(-1) as (typeof talks)[number]).heard(),
      /** Says nothing more in the calls that there are. */
      hush() {
        for (const timer of speaking.splice(0)) clearInterval(timer);
      },
      async close() {
        this.hush();
        await made.close();
      },
    };
  }
  /** Everything that friends talk in, the newest last. */
  const talks: Parameters<TestPhone["mediaOf"]>[0][] = [];
  beforeEach(() => void talks.splice(0));

  type Friend = Awaited<ReturnType<typeof friend>>;

  const hears = (ear: () => Buffer, hz: number) =>
    until(() => expect(goertzel(ear(), hz)).toBeGreaterThan(0.8));

  test("the phone registers with digest, and a wrong password is told and not tried again", async () => {
    expect(await signIn("wrong")).toMatchObject({ ok: false, refusal: { code: "phone-failed" } });
    expect(mine.health()?.registration).toBe("failed");
    expect(await signIn()).toEqual({ ok: true, value: undefined });
    expect(mine.health()?.registration).toBe("registered");
  });

  test("a call is heard on both sides, held and taken back, and ended by the other side", async () => {
    await signIn();
    const phoneCallId = await talkWith(bob, "301");
    await hears(page.heard, BOB_HZ);
    await hears(bob.heard, MY_HZ);
    expect(await softphone.hold(phoneCallId)).toMatchObject({ ok: true });
    expect(only("on-hold").phoneCallId).toBe(phoneCallId);
    expect(await softphone.resume(phoneCallId)).toMatchObject({ ok: true });
    page.forget();
    await hears(page.heard, BOB_HZ);
    await (talks.at(-1) as Invitation).bye();
    await until(() => expect(mine.calls()).toEqual([]));
  });

  test("who is called rings here, is answered and heard", async () => {
    await signIn();
    const inviter = bob.phone.dial("200");
    await inviter.invite();
    const { phoneCallId } = await until(() => only("incoming"));
    expect(only("incoming").remote.number).toBe("301");
    expect(await softphone.answer(phoneCallId)).toMatchObject({ ok: true });
    await hears(() => bob.phone.mediaOf(inviter).heard(), MY_HZ);
  });

  test("a blind transfer connects the two others and frees our phone", async () => {
    await signIn();
    const phoneCallId = await talkWith(bob, "301");
    expect(await softphone.transfer(phoneCallId, { number: "302", name: "Carol" }, 20_000)).toMatchObject({
      ok: true,
    });
    await carol.answer(0);
    await until(() => expect(mine.calls()).toEqual([]));
    await hears(() => carol.phone.mediaOf(carol.phone.incoming[0] as Invitation).heard(), BOB_HZ);
  });

  test("a blind transfer to somebody who declines brings the caller back", async () => {
    await signIn();
    const phoneCallId = await talkWith(bob, "301");
    await softphone.transfer(phoneCallId, { number: "302", name: "Carol" }, 20_000);
    await (await carol.invitation(0)).reject({ statusCode: 486 });
    expect((await until(() => only("returned"))).returned).toMatchObject({ targetName: "Carol" });
    await softphone.resume(phoneCallId);
    page.forget();
    await hears(page.heard, BOB_HZ);
  });

  test("an attended transfer connects the two others, who were both talked with", async () => {
    await signIn();
    const caller = await talkWith(bob, "301");
    const asked = await softphone.consult(caller, { number: "302", name: "Carol" });
    if (!asked.ok) throw new Error(asked.refusal.code);
    await carol.answer(0);
    await until(() => expect(only("talking").phoneCallId).toBe(asked.value.phoneCallId));
    bob.hush();
    page.forget();
    await hears(page.heard, CAROL_HZ);
    const joined = carol.invitation(1).then((next) => next.accept().then(() => next));
    expect(await softphone.connect(caller, asked.value.phoneCallId, 20_000)).toMatchObject({ ok: true });
    const atCarol = await joined;
    await until(() => expect(mine.calls()).toEqual([]));
    await hears(() => carol.phone.mediaOf(atCarol).heard(), BOB_HZ);
  });

  test("a consult that is cancelled goes back to the caller", async () => {
    await signIn();
    const caller = await talkWith(bob, "301");
    const asked = await softphone.consult(caller, { number: "302", name: "Carol" });
    if (!asked.ok) throw new Error(asked.refusal.code);
    await carol.invitation(0);
    expect(await softphone.cancelConsult(asked.value.phoneCallId)).toMatchObject({ ok: true });
    await until(() => expect(mine.calls().map(({ state }) => state)).toEqual(["talking"]));
    page.forget();
    await hears(page.heard, BOB_HZ);
  });

  test("a page that is reloaded is heard and hears again, where the other phone follows another identity", async () => {
    await signIn();
    const other = createPhone();
    await other.signIn("400");
    const dialled = await softphone.dial("400", null);
    const rings = await until(() => other.only("incoming"));
    await other.softphone.answer(rings.phoneCallId);
    expect(dialled).toMatchObject({ ok: true });
    await hears(other.page.heard, MY_HZ);
    await page.close();
    detach();
    page = createNodeAudioPage({ microphoneHz: MY_HZ });
    detach = softphone.attachAudio(page);
    page.microphone("ready");
    other.page.forget();
    await hears(page.heard, OTHER_HZ);
    await hears(other.page.heard, MY_HZ);
    await other.close();
  });
});

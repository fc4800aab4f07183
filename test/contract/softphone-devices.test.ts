import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { defaultDeviceChoice } from "../../src/shared/model/audio-devices.ts";
import { createNodeAudioPage } from "../support/node-audio-page.ts";
import { OPERATOR_HZ, phoneDesk } from "../support/phone-desk.ts";
import { type SoftphoneBench, softphoneBench } from "../support/softphone-bench.ts";

const headset = { deviceId: "h1", label: "Headset" };
const loudspeaker = { deviceId: "s1", label: "Loudspeaker" };

test("the devices of the page that has the audio are shown, and it uses what was chosen, as does the next", async () => {
  const desk = await phoneDesk();
  expect(desk.page.asked["devices.use"]).toEqual(defaultDeviceChoice);
  desk.page.tell({ name: "devices", value: { inputs: [headset], outputs: [headset, loudspeaker] } });
  await desk.ask("audio-devices.choose", { microphone: headset, ringer: loudspeaker });
  await desk.ask("audio-devices.choose", { ringVolumePercent: 30 });
  const chosen = { microphone: headset, speaker: null, ringer: loudspeaker, ringVolumePercent: 30 };
  expect(desk.page.asked["devices.use"]).toEqual(chosen);
  await desk.eventually(() =>
    expect(desk.now("audio-devices")).toEqual([
      { inputs: [headset], outputs: [headset, loudspeaker], chosen },
    ]),
  );
  await desk.ask("audio-devices.try", { where: "ringer" });
  expect(desk.page.asked["devices.try"]).toEqual({ where: "ringer" });
  const next = createNodeAudioPage({ microphoneHz: OPERATOR_HZ });
  onTestFinished(() => next.close());
  desk.product.attachAudio(next);
  desk.detachPage();
  expect(next.asked["devices.use"]).toEqual(chosen);
  await desk.eventually(() =>
    expect(desk.now("audio-devices")).toEqual([{ inputs: [], outputs: [], chosen }]),
  );
});

test("how a call sounds is shown with it, and nothing else of the product is told anew", async () => {
  const desk = await phoneDesk();
  const caller = await desk.answeredCaller(600);
  const [peerId = ""] = desk.page.peerIds();
  await desk.eventually(() => expect(desk.only("talking").audio).toBe("flowing"));
  const told: string[] = [];
  for (const stream of ["own-calls", "callers", "colleagues", "live-calls", "queues", "history"] as const)
    onTestFinished(desk.product.follow(stream, (frame) => frame.kind === "change" && told.push(stream)));
  const measured = { jitterMs: 4, lossPercent: 1, roundTripMs: 20 };
  desk.page.tell({ name: "peer.sound", value: { peerId, measured } });
  await desk.eventually(() => expect(desk.only("talking").quality).toMatchObject({ ...measured, mos: 4.3 }));
  desk.page.tell({ name: "peer.sound", value: { peerId, measured } });
  desk.page.tell({ name: "peer.sound", value: { peerId, measured: { ...measured, lossPercent: 20 } } });
  await desk.eventually(() => expect(desk.only("talking").quality?.mos).toBeLessThan(3));
  expect(new Set(told)).toEqual(new Set(["own-calls"]));
  caller.hangUp();
  await desk.allOver();
});

describe("the phone alone", () => {
  let bench: SoftphoneBench;

  beforeEach(async () => {
    bench = await softphoneBench();
  });

  afterEach(() => bench.close());

  const problems = async () =>
    Object.fromEntries((await bench.softphone.check()).parts.map(({ part, problem }) => [part, problem]));

  test("a call is offered in the codec and over the servers that settings and account name", async () => {
    bench.set({ codec: "pcma", stunServer: "stun.example:3478" });
    await bench.signIn("secret", { iceServers: [{ urls: "turn:turn.example" }] });
    const { page } = bench.attach("ready");
    await bench.softphone.dial("214", null);
    await vi.waitFor(() =>
      expect(page.asked["peer.create"]).toMatchObject({
        codec: "pcma",
        iceServers: [{ urls: "stun:stun.example:3478" }, { urls: "turn:turn.example" }],
      }),
    );
  });

  test("only an exchange that parks callers offers it", async () => {
    await bench.signIn("secret", { parkNumber: "700" });
    expect(bench.phone.canPark).toBe(true);
    await bench.softphone.signOut();
    expect(bench.phone.canPark).toBe(false);
    await bench.ready();
    await bench.answered("1");
    const { phoneCallId } = bench.only("talking");
    expect(await bench.softphone.park(phoneCallId)).toMatchObject({ refusal: { code: "not-licensed" } });
  });

  test("a caller for whom there is no place to park is on hold as before", async () => {
    await bench.signIn("secret", { parkNumber: "700" });
    bench.attach("ready");
    const caller = await bench.answered("1");
    const { phoneCallId } = bench.only("talking");
    const parked = bench.softphone.park(phoneCallId);
    await vi.waitFor(() => expect(caller.transfers).toMatchObject([{ target: "700" }]));
    caller.transfers[0]?.report(486, "Busy Here");
    expect(await parked).toMatchObject({ refusal: { code: "phone-failed", detail: "486" } });
    expect(bench.only("on-hold").returned).toBeNull();
  });

  test("a phone that is ready says so of each part, within five seconds", async () => {
    await bench.ready();
    const { parts } = await bench.softphone.check();
    expect(parts.map(({ part }) => part)).toEqual([
      "microphone",
      "speaker",
      "ringer",
      "registration",
      "path",
    ]);
    expect(parts.every(({ problem }) => problem === null)).toBe(true);
    expect(parts.reduce((sum, { tookMs }) => sum + tookMs, 0)).toBeLessThan(5_000);
  });

  test("a microphone that brings nothing is told from one that is not allowed, and from no page at all", async () => {
    await bench.signIn();
    expect(await problems()).toMatchObject({ microphone: "no-page", speaker: "no-page", ringer: "no-page" });
    const { page, detach } = bench.attach("ready");
    page.level = 0;
    expect(await problems()).toMatchObject({ microphone: "silent", speaker: null, path: null });
    detach();
    bench.attach("denied");
    expect(await problems()).toMatchObject({ microphone: "denied" });
  });

  test("a page that answers nothing, and an exchange that is gone, hold the check up for five seconds at most", async () => {
    const { page } = await bench.ready();
    page.hang();
    await bench.server.close();
    await vi.waitFor(() => expect(bench.phone.registration).toBe("registering"));
    const began = Date.now();
    expect(await problems()).toEqual({
      microphone: "silent",
      speaker: "does-not-play",
      ringer: "does-not-play",
      registration: "not-registered",
      path: "no-answer",
    });
    expect(Date.now() - began).toBeLessThan(5_500);
  });
});

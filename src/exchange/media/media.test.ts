import { afterEach, expect, test, vi } from "vitest";
import type { Leg } from "../pbx/leg.ts";
import { decodeMuLaw, encodeMuLaw } from "./g711.ts";
import { playTo } from "./player.ts";
import { musicOnHold } from "./sounds.ts";
import { goertzel, tone } from "./tone.ts";
import { loadVoices } from "./voices.ts";
import { readTelephoneWav, writeWav } from "./wav.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test("µ-law has the values of G.711 at its corners", () => {
  expect([...encodeMuLaw(Int16Array.of(0, 32_767, -32_768))]).toEqual([0xff, 0x80, 0x00]);
  expect([...decodeMuLaw(Buffer.from([0xff, 0x80, 0x00]))]).toEqual([0, 32_124, -32_124]);
});

test("every µ-law value survives decoding and encoding, but for the second zero", () => {
  const codes = Buffer.from(Array.from({ length: 256 }, (_, code) => code));
  const again = encodeMuLaw(decodeMuLaw(codes));
  expect([...again].filter((code, at) => code !== at && at !== 0x7f)).toEqual([]);
});

test("a tone is heard at its own frequency and at no other", () => {
  const heard = tone(600, 0.5);
  expect(goertzel(heard, 600)).toBeGreaterThan(0.95);
  expect(goertzel(heard, 1500)).toBeLessThan(0.01);
  expect(goertzel(Buffer.alloc(800, 0xff), 600)).toBe(0);
});

test("a recording that is not for the telephone is refused with what it is", () => {
  const samples = Int16Array.of(1, -2, 3);
  expect([...readTelephoneWav(writeWav(samples, 8000), "a.wav")]).toEqual([1, -2, 3]);
  expect(() => readTelephoneWav(writeWav(samples, 44_100), "b.wav")).toThrow(/b\.wav must be .* 44100 Hz/);
  expect(() => readTelephoneWav(Buffer.from("MP3"), "c.wav")).toThrow("c.wav is not a WAV file");
});

test("callers of both languages have a voice of a few seconds, and there is music for who waits", () => {
  const voices = loadVoices();
  expect(voices.get("nl-sanne-de-vries")?.name).toBe("Sanne de Vries");
  for (const language of ["nl", "en"]) {
    expect([...voices.values()].filter((voice) => voice.language === language).length).toBeGreaterThanOrEqual(
      5,
    );
  }
  for (const { frames } of [...voices.values(), { frames: musicOnHold() }]) {
    expect(frames.length / 8000).toBeGreaterThan(3.5);
    expect(frames.length / 8000).toBeLessThan(8.5);
  }
});

test("a recording is played over and over at the pace of speech", async () => {
  const { leg, played } = listeningLeg();
  const startedAt = performance.now();
  const recording = tone(440, 0.1);
  stops.push(playTo(leg, recording));
  await vi.waitFor(() => expect(played.length).toBeGreaterThanOrEqual(10));
  expect(Buffer.concat(played.slice(0, 10))).toEqual(Buffer.concat([recording, recording]));
  expect(performance.now() - startedAt).toBeGreaterThan(190);
});

test("a recording goes on until it is stopped or the leg has ended", async () => {
  const [stopped, ended, going] = [listeningLeg(), listeningLeg(), listeningLeg()];
  const music = tone(440, 0.04);
  const stop = playTo(stopped.leg, music);
  stops.push(playTo(ended.leg, music), playTo(going.leg, music));
  await vi.waitFor(() => expect(stopped.played.length).toBeGreaterThan(4));
  stop();
  ended.leg.end("hung-up");
  const heard = [stopped.played.length, ended.played.length];
  const further = going.played.length + 5;
  await vi.waitFor(() => expect(going.played.length).toBeGreaterThan(further));
  expect(stopped.played.length).toBe(heard[0]);
  // The player notices the end at its next turn.
  expect(ended.played.length).toBeLessThan(further);
});

function listeningLeg(): { leg: Leg; played: Buffer[] } {
  const played: Buffer[] = [];
  let state: Leg["state"] = "answered";
  const leg: Leg = {
    get state() {
      return state;
    },
    ring() {},
    playEarly() {},
    answer() {},
    end() {
      state = "ended";
    },
    play: (frame) => played.push(frame),
    listen() {},
  };
  return { leg, played };
}

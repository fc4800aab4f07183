import { expect, test } from "vitest";
import { readRemoteAudio } from "./sdp.ts";

/** As Chromium offers, shortened: Opus, comfort noise, and telephone-event at two rates. */
const chromium = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 13 110 126",
  "a=fingerprint:sha-256 AB:CD",
  "a=sendonly",
  "a=rtpmap:111 opus/48000/2",
  "a=rtcp-fb:111 transport-cc",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:0 PCMU/8000",
  "a=rtpmap:8 PCMA/8000",
  "a=rtpmap:13 CN/8000",
  "a=rtpmap:110 telephone-event/48000",
  "a=rtpmap:126 telephone-event/8000",
  "",
].join("\r\n");

test("of what a browser offers, PCMU and telephone-event at 8 kHz are left", () => {
  const { lean } = readRemoteAudio(chromium);
  expect(lean.split("\r\n")).toEqual([
    "v=0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 0 126",
    "a=fingerprint:sha-256 AB:CD",
    "a=sendonly",
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:126 telephone-event/8000",
    "",
  ]);
});

test("hold, the certificate and the type of digits are read", () => {
  expect(readRemoteAudio(chromium)).toMatchObject({ holds: true, fingerprint: "AB:CD", digitsType: 126 });
  const talking = chromium
    .replace("sendonly", "sendrecv")
    .replace("a=rtpmap:126 telephone-event/8000\r\n", "");
  expect(readRemoteAudio(talking)).toMatchObject({ holds: false, digitsType: null });
  expect(readRemoteAudio(chromium.replace("sendonly", "inactive")).holds).toBe(true);
});

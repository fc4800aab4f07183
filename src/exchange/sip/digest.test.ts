import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createDigestGate } from "./digest.ts";

let now = 0;
const gate = createDigestGate("demo.example", () => now);
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

function nonceOf(challenge: string): string {
  return /nonce="([^"]+)"/.exec(challenge)?.[1] ?? "";
}

function answer(nonce: string, password: string, count = "00000001"): string {
  const [secret, request] = [md5(`201:demo.example:${password}`), md5("REGISTER:sip:demo.example")];
  const response = md5([secret, nonce, count, "abc", "auth", request].join(":"));
  return `Digest algorithm=MD5, username="201", realm="demo.example", nonce="${nonce}", uri="sip:demo.example", response="${response}", qop=auth, cnonce="abc", nc=${count}`;
}

const verify = (header: string | undefined, password: string | null = "secret") =>
  gate.verify("REGISTER", "201", password, header);

test("a nonce serves as long as its count rises, and once it is old a right answer is stale", () => {
  const nonce = nonceOf(gate.challenge(false));
  expect(verify(answer(nonce, "secret"))).toBe("granted");
  expect(verify(answer(nonce, "secret"))).toBe("stale");
  expect(verify(answer(nonce, "secret", "00000002"))).toBe("granted");
  now += 121_000;
  expect(verify(answer(nonce, "secret", "00000003"))).toBe("stale");
  expect(gate.challenge(true)).toMatch(/, stale=true$/);
});

test("a wrong password is wrong even with an old nonce, and nobody is let in without one", () => {
  const nonce = nonceOf(gate.challenge(false));
  expect(verify(answer(nonce, "guess"))).toBe("wrong");
  expect(verify(answer("0123", "guess"))).toBe("wrong");
  expect(verify(answer("0123", "secret"))).toBe("stale");
  expect(verify(answer(nonce, "secret"), null)).toBe("wrong");
});

test("a request without a usable answer is to be challenged", () => {
  expect(verify(undefined)).toBe("missing");
  expect(verify("Basic MjAxOnNlY3JldA==")).toBe("missing");
  expect(verify("Digest garbage=")).toBe("missing");
});

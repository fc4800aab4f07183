import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { startTestExchange, type TestExchange } from "./test-exchange.ts";

let exchange: TestExchange;

beforeEach(async () => {
  exchange = await startTestExchange();
});

afterEach(async () => {
  await exchange.close();
});

test("a phone that knows its password is registered until it leaves", async () => {
  const phone = await exchange.connect("201");
  expect(await phone.register()).toBe(200);
  expect(exchange.server.registered("201")).toBe(true);
  expect(await phone.unregister()).toBe(200);
  expect(exchange.server.registered("201")).toBe(false);
  expect(exchange.registrations).toEqual([
    ["201", true],
    ["201", false],
  ]);
});

test("a user stays registered while one of several phones is there", async () => {
  const [desk, mobile] = [await exchange.connect("201"), await exchange.connect("201")];
  await desk.register();
  await mobile.register();
  await desk.unregister();
  expect(exchange.registrations).toEqual([["201", true]]);
  await mobile.unregister();
  expect(exchange.registrations).toHaveLength(2);
});

test("a registration that is not refreshed expires", async () => {
  const phone = await exchange.connect("201");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  try {
    await phone.register();
    await phone.userAgent.transport.disconnect();
    vi.advanceTimersByTime(299_000);
    expect(exchange.server.registered("201")).toBe(true);
    vi.advanceTimersByTime(2000);
    expect(exchange.server.registered("201")).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test("a phone with a wrong password, or of nobody known, is told to stop and asks only twice", async () => {
  const guesser = await exchange.connect("201", "guess");
  const sent = vi.spyOn(guesser.userAgent.transport, "send");
  expect(await guesser.register()).toBe(403);
  expect(sent).toHaveBeenCalledTimes(2);
  expect(await (await exchange.connect("999")).register()).toBe(403);
  expect(exchange.registrations).toEqual([]);
});

test("somebody without the password cannot call", async () => {
  const guesser = await exchange.connect("201", "guess");
  const refusal = new Promise<number | undefined>((resolve) => {
    const onReject = ({ message }: { message: { statusCode?: number | undefined } }) =>
      resolve(message.statusCode);
    void guesser.dial("214").invite({ requestDelegate: { onReject } });
  });
  expect(await refusal).toBe(403);
  expect(exchange.calls).toEqual([]);
});

test("a phone that asks whether the line is alive gets an answer", async () => {
  const socket = new WebSocket(exchange.server.url, "sip");
  await new Promise((resolve) => socket.once("open", resolve));
  const answer = new Promise((resolve) => socket.once("message", (data) => resolve(String(data))));
  socket.send("\r\n\r\n");
  expect(await answer).toBe("\r\n");
  socket.terminate();
});

test("a line that does not speak SIP is left alone", async () => {
  const socket = new WebSocket(exchange.server.url, "sip");
  await new Promise((resolve) => socket.once("open", resolve));
  socket.send("GET / HTTP/1.1\r\n\r\n");
  socket.send("REGISTER sip:demo.example SIP/2.0\r\nContact: <sip:\r\n\r\n");
  socket.send("REGISTER sip:demo.example SIP/2.0\r\nContact: <sip:%zz@x.invalid>\r\n\r\n");
  expect(await (await exchange.connect("201")).register()).toBe(200);
  socket.terminate();
});

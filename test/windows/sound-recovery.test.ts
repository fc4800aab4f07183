import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OwnCall } from "../../src/shared/model/calls.ts";
import { audioFrame, hearInPage } from "../support/page-audio.ts";
import { hears } from "../support/phone-desk.ts";
import { callWithTone, OPERATOR_HZ, openStage, type Stage } from "../support/stage.ts";

const CALLER_HZ = 600;
const soon = { timeout: 10_000, interval: 30 };

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await stage.signIn();
});
afterEach(() => stage.close());

function only(): OwnCall {
  let rows: readonly unknown[] = [];
  stage.product.follow("own-calls", (frame) => {
    if (frame.kind === "rows") rows = frame.rows;
  })();
  expect(rows).toHaveLength(1);
  return rows[0] as OwnCall;
}

async function talking() {
  const caller = callWithTone(stage.exchange, CALLER_HZ, {
    number: "31612345678",
    name: "Sanne",
    dialled: "200",
  });
  await stage.page
    .getByRole("row", { name: /Sanne, ringing/ })
    .getByRole("button", { name: "Answer" })
    .waitFor();
  await stage.page.keyboard.press("+");
  await bothHear(stage.page, caller);
  return caller;
}

async function bothHear(page: Page, caller: ReturnType<typeof callWithTone>) {
  await hears(() => caller.heard.frames(), OPERATOR_HZ);
  await hearInPage(page, CALLER_HZ, 10_000);
}

/** As where the browser's process for this page dies; the page never answers again. */
async function crash(page: Page) {
  const devTools = await page.context().newCDPSession(page);
  const crashed = new Promise((resolve) => page.once("crash", resolve));
  devTools.send("Page.crash").catch(() => undefined);
  await crashed;
}

test("where a page crashes in a call, the next page has the sound within seconds", async () => {
  const bridge = await stage.openWindow("bridge");
  await bridge.getByText("Phone ready").waitFor();
  const caller = await talking();
  await crash(stage.page);
  await vi.waitFor(() => expect(only()).toMatchObject({ state: "talking", audio: "flowing" }), soon);
  caller.heard.forget();
  await bothHear(bridge, caller);
  caller.hangUp();
});

test("where the only page crashes, the call stays up and says that it has no sound, until the next page has it", async () => {
  const caller = await talking();
  await crash(stage.page);
  await vi.waitFor(() => expect(only()).toMatchObject({ state: "talking", audio: "lost" }), soon);
  expect(caller.leg.state).toBe("answered");
  const next = await stage.openWindow("navigator");
  await vi.waitFor(() => expect(only()).toMatchObject({ state: "talking", audio: "flowing" }), soon);
  caller.heard.forget();
  await bothHear(next, caller);
  caller.hangUp();
});

test("where the network path of a call is gone another is found, and the call goes on", async () => {
  await stage.page.addInitScript(noteConnections);
  await stage.page.reload();
  await stage.page.getByText("Phone ready").waitFor();
  const caller = await talking();
  const before = await pathOf(stage.page);
  await audioFrame(stage.page).evaluate(() => {
    const [connection] = (window as unknown as WithConnections).connections.slice(-1);
    if (!connection) throw new Error("no connection");
    Object.defineProperty(connection, "connectionState", { value: "failed", configurable: true });
    connection.dispatchEvent(new Event("connectionstatechange"));
    Reflect.deleteProperty(connection, "connectionState");
  });
  await vi.waitFor(async () => {
    const { ours, theirs } = await pathOf(stage.page);
    expect(ours).not.toBe(before.ours);
    expect(theirs).not.toBe(before.theirs);
  }, soon);
  caller.heard.forget();
  await bothHear(stage.page, caller);
  expect(only().state).toBe("talking");
  caller.hangUp();
});

interface WithConnections {
  connections: RTCPeerConnection[];
}

function noteConnections() {
  const noted = window as unknown as WithConnections;
  noted.connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      noted.connections.push(this);
    }
  };
}

/** What the two sides of the last connection call its path (RFC 8839 5.4): other words after a restart of ICE. */
const pathOf = (page: Page) =>
  audioFrame(page).evaluate(() => {
    const connection = (window as unknown as WithConnections).connections.at(-1);
    const nameIn = (description?: RTCSessionDescription | null) =>
      /a=ice-ufrag:(\S+)/.exec(description?.sdp ?? "")?.[1] ?? "";
    return { ours: nameIn(connection?.localDescription), theirs: nameIn(connection?.remoteDescription) };
  });

import { expect, test, vi } from "vitest";
import type { Connection } from "../shared/model/product-state.ts";
import { type Result, refused, success } from "../shared/model/result.ts";
import type { SoftphoneAccount } from "./core-api/commands.ts";
import { createSession } from "./session.ts";
import { createHandClock } from "./support/hand-clock.ts";
import { createLog } from "./support/log.ts";

const accountAt = (webSocketUrl: string): SoftphoneAccount => ({
  sipAddress: "sip:anna@demo.example",
  webSocketUrl,
  authorizationUser: "anna",
  password: "secret",
  displayName: "Anna",
  iceServers: [],
  parkNumber: null,
  pickUpPrefix: null,
  voicemailPrefix: null,
});
const signedOut: Connection = {
  phase: "signed-out",
  since: 0,
  lastHeardAt: null,
  nextAttemptAt: null,
  refusal: null,
  server: null,
  username: null,
  demo: false,
};

interface Demo {
  readonly port: number;
  readonly secret: string;
  die(): void;
  closed: boolean;
}

function openSession(demoIsReady: Promise<void> = Promise.resolve()) {
  const clock = createHandClock();
  const registeredAt: string[] = [];
  const demos: Demo[] = [];
  const core: { account: Result<SoftphoneAccount | null> } = { account: success(accountAt("ws://one")) };
  const session = createSession({
    core: {
      signIn: async () => success(undefined),
      signOut: async () => {},
      close: async () => {},
      commands: { softphoneAccount: async () => core.account },
    },
    phone: {
      signIn: async ({ webSocketUrl }) => {
        registeredAt.push(webSocketUrl);
        return success(undefined);
      },
      signOut: async () => success(undefined),
      close: async () => {},
    },
    async startDemoExchange(start) {
      const demo: Demo = { ...start, die: () => {}, closed: false };
      demos.push(demo);
      await demoIsReady;
      return {
        address: "http://127.0.0.1:8020",
        username: "anna",
        password: "secret",
        onExit: (listener) => {
          demo.die = listener;
        },
        close: async () => {
          demo.closed = true;
        },
      };
    },
    lastKnown: { signingIn: () => {}, forget: () => {} },
    clock,
    log: createLog(() => {}, clock.now),
  });
  const become = (phase: Connection["phase"]) => session.connectionChanged({ ...signedOut, phase });
  return { session, clock, registeredAt, demos, core, become };
}

test("the phone registers when the core is live, and again only where the core moved its phone server", async () => {
  const { registeredAt, core, become } = openSession();
  become("live");
  await vi.waitFor(() => expect(registeredAt).toEqual(["ws://one"]));
  become("lost");
  become("live");
  become("lost");
  core.account = success(accountAt("ws://two"));
  become("live");
  await vi.waitFor(() => expect(registeredAt).toEqual(["ws://one", "ws://two"]));
});

test("a core that cannot tell the phone's account yet is asked again while it is live", async () => {
  const { clock, registeredAt, core, become } = openSession();
  core.account = refused("server-unreachable");
  become("live");
  await Promise.resolve();
  core.account = success(accountAt("ws://one"));
  await vi.waitFor(() => {
    clock.advance(5_000);
    expect(registeredAt).toEqual(["ws://one"]);
  });
});

test("a core that refuses the password is not asked again for the phone's account", async () => {
  const { clock, registeredAt, core, become } = openSession();
  core.account = refused("wrong-password");
  become("live");
  await new Promise(setImmediate);
  core.account = success(accountAt("ws://one"));
  clock.advance(60_000);
  await new Promise(setImmediate);
  expect(registeredAt).toEqual([]);
});

test("a demo exchange that ends is started again at its port with its secret, until signing out", async () => {
  const { session, clock, demos, become } = openSession();
  expect(await session.showMeAround()).toEqual(success({}));
  expect(become("live").demo).toBe(true);
  demos[0]?.die();
  clock.advance(2_000);
  await vi.waitFor(() => expect(demos).toHaveLength(2));
  expect(demos[1]).toMatchObject({ port: 8020, secret: demos[0]?.secret });
  await Promise.resolve();
  await session.signOut();
  expect(demos[1]?.closed).toBe(true);
  expect(become("live").demo).toBe(false);
});

test("a demo exchange that is ready only after signing out is ended", async () => {
  const ready = Promise.withResolvers<void>();
  const { session, demos } = openSession(ready.promise);
  const shown = session.showMeAround();
  await vi.waitFor(() => expect(demos).toHaveLength(1));
  await session.signOut();
  ready.resolve();
  expect(await shown).toMatchObject({ ok: false });
  expect(demos[0]?.closed).toBe(true);
});

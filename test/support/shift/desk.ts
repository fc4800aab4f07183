import type { Locator, Page } from "playwright-core";
import { type Invitation, SessionState } from "sip.js";
import { expect, vi } from "vitest";
import { type SimulatedLeg, simulatedLeg } from "../../../src/exchange/demo/simulated-leg.ts";
import type { TestPhone } from "../../../src/exchange/sip/test-phone.ts";
import type { StreamItem, StreamName } from "../../../src/shared/contract/streams.ts";
import type { KeyBindings } from "../../../src/shared/model/console-keys.ts";
import { hearLiveRegion } from "../live-region.ts";
import { logOn, type Stage } from "../stage.ts";
import { type Hand, handOf } from "./hand.ts";

/** What a shift is made of: the receptionist's hand, what she sees, and the people at the other ends. */
export interface Desk {
  readonly hand: Hand;
  /** To look at; only the hand touches it. */
  readonly page: Page;
  region(name: string): Locator;
  row(name: RegExp): Locator;
  /** Somebody outside calls this number of the company. */
  calls(name: string, dialled: string): void;
  /** The person outside who has called under this name. */
  outsider(name: string): SimulatedLeg;
  /** The phone of this colleague while it rings. */
  ringing(username: string): Promise<Invitation>;
  sees(look: () => void | Promise<void>): Promise<void>;
  now<N extends StreamName>(stream: N): readonly StreamItem<N>[];
  /** No call is left anywhere, and the search is empty for the next caller. */
  isOver(): Promise<void>;
  readonly callers: number;
  /** What a screen reader was given to say since it was last asked. */
  heard(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const soon = { timeout: 8_000, interval: 20 };

/** A desk at a stage whose operator is signed in, with the phones of these colleagues. */
export async function deskAt(
  stage: Stage,
  bindings: KeyBindings,
  usernames: readonly string[],
): Promise<Desk> {
  const { page, product, exchange } = stage;
  const phones = new Map<string, TestPhone>();
  for (const username of usernames) phones.set(username, await logOn(exchange, username));
  const outside = new Map<string, SimulatedLeg>();
  const region = (name: string) => page.getByRole("region", { name, exact: true });

  function now<N extends StreamName>(stream: N) {
    let rows: readonly unknown[] = [];
    product.follow(stream, (frame) => {
      if (frame.kind === "rows") rows = frame.rows;
    })();
    return rows as readonly StreamItem<N>[];
  }
  const heard = await hearLiveRegion(page);
  const sees = (look: () => void | Promise<void>) => vi.waitFor(look, soon);

  return {
    hand: handOf(page, bindings),
    page,
    region,
    row: (name) => page.getByRole("row", { name }),
    now,
    sees,
    get callers() {
      return outside.size;
    },
    calls(name, dialled) {
      if (outside.has(name)) throw new Error(`${name} has called already`);
      const leg = simulatedLeg("calling");
      outside.set(name, leg);
      const number = `316${String(10_000_000 + outside.size * 1_111_111).slice(0, 8)}`;
      exchange.pbx.callFromOutside({ leg, name, number, dialled });
    },
    outsider(name) {
      const leg = outside.get(name);
      if (!leg) throw new Error(`${name} has not called`);
      return leg;
    },
    ringing: (username) =>
      vi.waitFor(() => {
        const ring = phones.get(username)?.incoming.at(-1);
        if (ring?.state !== SessionState.Initial) throw new Error(`${username} is not rung`);
        return ring;
      }, soon),
    heard,
    async isOver() {
      await sees(() => {
        expect([...exchange.pbx.calls.values()].map(({ id }) => id)).toEqual([]);
        for (const stream of ["own-calls", "callers", "parked"] as const) expect(now(stream)).toEqual([]);
      });
      await region("Current call").getByText("No call").waitFor();
      await region("Callers").getByText("No callers").waitFor();
      await region("On hold").getByText("Nobody on hold").waitFor();
      expect(await page.getByRole("searchbox").inputValue()).toBe("");
    },
    async close() {
      for (const phone of phones.values()) await phone.close();
    },
  };
}

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import type { Exchange } from "../../src/exchange/start.ts";
import { numberNamed, queueNamed, quietExchange, userNamed } from "../../src/exchange/test-exchange.ts";
import type { StreamItem } from "../../src/shared/contract/streams.ts";
import type { Order, Word } from "../support/mortal-product.ts";

const lives = 50;
/** Opening and signing in take about as long. Every second end comes within it after the start, the others within it after being live. */
const endsWithinMs = 400;

/** Calls to a queue that are answered or given up, calls of the operator's own, and colleagues who come and go. */
function startTraffic(exchange: Exchange) {
  const { pbx } = exchange;
  const dialled = numberNamed(exchange, "Orders");
  const operator = userNamed(exchange, exchange.operator);
  const colleagues = [...pbx.company.users.values()].filter((user) => user !== operator);
  for (const agent of colleagues) pbx.people.join(agent, queueNamed(exchange, "Orders"), 1, false);
  const pending = new Set<NodeJS.Timeout>();
  const within = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      pending.delete(timer);
      act();
    }, Math.random() * ms);
    pending.add(timer);
  };
  let queued = 0;
  const beat = setInterval(() => {
    const leg = simulatedLeg("calling");
    queued++;
    pbx.callFromOutside({ leg, number: "31612345678", name: "", dialled });
    within(8_000, () => leg.leave("hung-up"));
    const own = simulatedLeg("calling");
    pbx.callFromUser({ leg: own, user: operator, dialled: "0201234567", identified: () => {} });
    within(300, () => own.leave("hung-up"));
    const to = colleagues[queued % colleagues.length];
    if (to && queued % 5 === 0) pbx.people.setStatus(to, to.receiveCalls === "ALL" ? "ONLY_DIRECT" : "ALL");
  }, 60);
  return {
    /** Callers who came to the queue so far. */
    queued: () => queued,
    stop() {
      clearInterval(beat);
      for (const timer of pending) clearTimeout(timer);
    },
  };
}

/** A product in a process that has loaded everything and waits to be told where its data lies. */
function conceive() {
  const child = fork(path.resolve(import.meta.dirname, "../support/mortal-product.ts"), { execArgv: [] });
  // Closed comes after the last word.
  return { child, exited: once(child, "close") };
}

const tell = (child: ChildProcess, order: Order) => void (child.connected && child.send(order, () => {}));

const noted = (note: number) => `call-${note % 40}`;

type Tallies = StreamItem<"tallies">;

test("a product that is killed at any moment opens again with all that it had told, and counts nothing twice", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-killed-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const exchange = await quietExchange({ users: 40 });
  const queueId = queueNamed(exchange, "Orders").id;
  const traffic = startTraffic(exchange);
  onTestFinished(() => traffic.stop());
  const { username, password } = exchange.credentials(exchange.operator);

  /** The number that was written of each call, where that was answered. */
  const notes = new Map<string, number>();
  const entries = new Set<string>();
  const suspicious: string[] = [];
  let most = { offered: 0, answered: 0, abandoned: 0 };
  let written = 0;

  /** Everything that was told to somebody before the end is on the disk. */
  function look(): void {
    const opened = (name: string) => new Database(path.join(folder, name), { readonly: true });
    const [live, user] = [opened("live.sqlite"), opened("user.sqlite")];
    for (const each of [live, user])
      if (each.pragma("quick_check", { simple: true }) !== "ok") suspicious.push(`${each.name} is damaged`);
    const known = new Set(live.prepare("SELECT history_id FROM history").pluck().all());
    for (const entry of entries) if (!known.has(entry)) suspicious.push(`${entry} was told and is gone`);
    const stored = new Map(user.prepare<[], [string, string]>("SELECT call_id, text FROM notes").raw().all());
    // One that was asked for may be stored without its answer.
    for (const [callId, text] of notes)
      if (Number(stored.get(callId) ?? 0) < text) suspicious.push(`note ${text} was answered and is gone`);
    live.close();
    user.close();
  }

  function live(child: ChildProcess) {
    let isLive = false;
    const writeNote = () => {
      const id = ++written;
      tell(child, { id, request: "note.write", input: { callId: noted(id), text: String(id) } });
    };
    child.on("message", (word: Word) => {
      switch (word.said) {
        case "opened":
          look();
          tell(child, {
            id: 0,
            request: "session.sign-in",
            input: { server: exchange.address, username, password },
          });
          return writeNote();
        case "answer":
          if (word.id === 0) return;
          if (!word.ok) suspicious.push(`note ${word.id} was refused`);
          notes.set(noted(word.id), word.id);
          return writeNote();
        case "line":
          if (/ (warn|error) /.test(word.line)) suspicious.push(word.line);
          return;
        case "frame": {
          const { stream, frame } = word;
          if (stream === "connection" && frame.kind === "value")
            isLive = (frame.value as StreamItem<"connection">).phase === "live";
          if (frame.kind === "value") return;
          const rows = frame.kind === "rows" ? frame.rows : frame.upserts;
          if (stream === "history")
            for (const row of rows as StreamItem<"history">[]) entries.add(row.historyId);
          if (stream === "tallies") {
            const row = (rows as Tallies[]).find((each) => each.queueId === queueId);
            if (!row) return;
            const { offered, answered, abandoned } = row.today;
            for (const key of ["offered", "answered", "abandoned"] as const)
              if (row.today[key] < most[key])
                suspicious.push(`${key} fell from ${most[key]} to ${row.today[key]}`);
            if (offered > traffic.queued()) suspicious.push(`${offered} of ${traffic.queued()} came`);
            most = { offered, answered, abandoned };
          }
        }
      }
    });
    tell(child, { open: folder });
    return { isLive: () => isLive };
  }

  let next = conceive();
  for (let life = 0; life < lives; life++) {
    const { child, exited } = next;
    const seen = live(child);
    next = conceive();
    if (life % 2 === 0)
      await vi.waitFor(() => expect(seen.isLive()).toBe(true), { timeout: 10_000, interval: 5 });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * endsWithinMs));
    child.kill("SIGKILL");
    await exited;
  }
  traffic.stop();
  const { child } = next;
  onTestFinished(() => void child.kill("SIGKILL"));
  live(child);
  await vi.waitFor(() => expect(most.offered).toBe(traffic.queued()), { timeout: 10_000 });
  expect(suspicious).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.includes("unusable"))).toEqual([]);
  // Nothing would be lost where nothing was told.
  for (const told of [notes.size, entries.size, most.answered, most.abandoned])
    expect(told).toBeGreaterThan(10);
  // Fifty lives, each of which has a limit of its own.
}, 300_000);

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { readInTurns } from "./read-in-turns.ts";

function reading() {
  const heard: string[] = [];
  const turns: number[] = [];
  const take = readInTurns((isHeld) => heard.push(isHeld ? "held" : "let go"));
  let ofTurn = 0;
  return {
    heard,
    /** Characters read in each turn. */
    turns,
    take: (name: string, text: string) =>
      take(text, (piece, isLast) => {
        ofTurn += piece.length;
        if (turns.length === 0 || ofTurn === piece.length) {
          turns.push(ofTurn);
          setImmediate(() => {
            ofTurn = 0;
          });
        } else turns[turns.length - 1] = ofTurn;
        if (!/^[<x]/.test(piece)) heard.push(`${name} was cut at ${piece.slice(0, 3)}`);
        if (isLast) heard.push(name);
      }),
    async allRead(name: string) {
      while (!heard.includes(name)) await nextTurn();
      await nextTurn();
    },
  };
}

const list = "<user>content</user>".repeat(50_000);

test("what is short is read at once", () => {
  const { take, heard } = reading();
  take("a", "<a/>");
  take("b", "<b/>");
  expect(heard).toEqual(["a", "b"]);
});

test("what is long is read in turns, and what came behind it after that", async () => {
  const { take, heard, turns, allRead } = reading();
  take("list", list);
  take("answer", "<a/>");
  take("last", "<b/>");
  expect(heard).toEqual(["held"]);
  await allRead("last");
  expect(heard).toEqual(["held", "list", "answer", "last", "let go"]);
  expect(turns.length).toBeGreaterThan(5);
  expect(Math.max(...turns)).toBeLessThanOrEqual(2 << 16);
});

test("many pieces that come at once, as from a socket, do not make one long turn", async () => {
  const { take, heard, turns, allRead } = reading();
  for (let n = 0; n < 64; n += 1) take(`${n}`, "x".repeat(16 << 10));
  await allRead("63");
  expect(heard.filter((each) => /\d/.test(each))).toEqual(Array.from({ length: 64 }, (_, n) => `${n}`));
  expect(Math.max(...turns)).toBeLessThanOrEqual(2 << 16);
});

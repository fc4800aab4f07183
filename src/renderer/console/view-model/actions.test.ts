import { expect, test } from "vitest";
import { UserId } from "../../../shared/model/ids.ts";
import { success } from "../../../shared/model/result.ts";
import type { Link } from "../../link/link.ts";
import { createConsole } from "./console-model.ts";

/** A main that answers one request at a time, when it is told to. */
function slowMain() {
  const asked: unknown[] = [];
  const answers: (() => void)[] = [];
  const link: Link = {
    request(_name, input) {
      asked.push(input);
      return new Promise((resolve) => answers.push(() => resolve(success({} as never))));
    },
    follow: () => () => {},
    state: () => "connected",
    onState: () => () => {},
    lendAudio() {},
    close() {},
  };
  const answer = async () => {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { link, asked, answer };
}

test("what is set while something else is on its way is not lost, and holds in the end", async () => {
  const { link, asked, answer } = slowMain();
  const { actions } = createConsole(link);
  actions.changeSettings({ codec: "g722" });
  actions.changeSettings({ hideNumber: true });
  actions.changeSettings({ hideNumber: false });
  actions.changeSettings({ hideNumber: true });
  for (let answered = 0; answered < 4; answered += 1) await answer();
  expect(asked).toEqual([
    { codec: "g722" },
    { hideNumber: true },
    { hideNumber: false },
    { hideNumber: true },
  ]);
});

test("a key that is pressed again before main has answered counts once", async () => {
  const { link, asked, answer } = slowMain();
  const { actions } = createConsole(link);
  actions.setStatus("no-calls");
  actions.setStatus("no-calls");
  await answer();
  expect(asked).toEqual([{ status: "no-calls" }]);
  actions.setStatus("no-calls");
  expect(asked).toHaveLength(2);
});

test("an emergency is dialled while another number is on its way, and once however often the key is pressed", () => {
  const { link, asked } = slowMain();
  const { actions } = createConsole(link);
  const [other, emergency] = [{ target: { number: "0201234567" } }, { target: { number: "1-1-2" } }];
  actions.dial(other.target);
  actions.dial(emergency.target);
  actions.dial(emergency.target);
  expect(asked).toEqual([other, emergency]);
});

test("what is typed for the next caller stays when main answers for the last one, and is cleared where nothing was typed", async () => {
  const { link, answer } = slowMain();
  const { store, actions } = createConsole(link);
  const mark = { userId: UserId.parse("mark") };
  actions.choose(mark);
  actions.dial(mark);
  actions.search("ev");
  await answer();
  expect(store.getState().search.text).toBe("ev");
  actions.clearSearch();
  actions.choose(mark);
  actions.dial(mark);
  await answer();
  await answer();
  await answer();
  expect(store.getState().chosen).toBeNull();
});

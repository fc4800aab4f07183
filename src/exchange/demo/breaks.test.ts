import { expect, test } from "vitest";
import { testClock } from "../pbx/test-clock.ts";
import { quietExchange, userNamed } from "../test-exchange.ts";

test("colleagues go for a coffee or to lunch and come back, few at once, and never the operator", async () => {
  const clock = testClock();
  const exchange = await quietExchange({ clock, callersPerMinute: 4 });
  const { pbx } = exchange;
  const anna = userNamed(exchange, "anna");
  pbx.people.setLoggedIn(anna, true);
  const story: string[] = [];
  const away = new Set<string>();
  let most = 0;
  const note = (what: string, name: string, isAway: boolean) => {
    story.push(what);
    if (isAway) away.add(name);
    else away.delete(name);
    most = Math.max(most, away.size);
  };
  pbx.subscribe((event) => {
    if (event.type === "user.status" && event.user.displayStatus !== "Wrap-up") {
      const isAway = event.user.displayStatus === "Coffee break";
      if (isAway || away.has(event.user.name)) note(event.user.displayStatus, event.user.name, isAway);
    }
    if (event.type === "user.updated" && event.property === "loggedIn")
      note(`logged in ${event.newValue}`, event.user.name, event.newValue === "false");
    expect(away).not.toContain(anna.name);
  });
  clock.advance(4 * 60 * 60_000);
  expect(new Set(story)).toEqual(new Set(["Coffee break", "Available", "logged in false", "logged in true"]));
  expect(story.length).toBeGreaterThan(20);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
  for (const { name, members } of pbx.company.queues.values()) {
    const present = [...members.keys()]
      .map((id) => pbx.company.users.get(id))
      .filter((user) => user?.loggedIn);
    expect(present.length, name).toBeGreaterThan(0);
  }
});

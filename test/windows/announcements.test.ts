import { expect, test } from "vitest";
import type { Language } from "../../src/shared/messages/message.ts";
import { hearLiveRegion } from "../support/live-region.ts";
import { announcedDay, stepMs } from "../support/navigator/announced-day.ts";
import { now } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();

test("what happens is said in English", async () => {
  expect(await heard("en")).toMatchInlineSnapshot(`
    "Sanne de Vries is ringing, Front desk
    You are muted
    You can be heard again
    Sanne de Vries is on hold
    Mark Visser has answered
    Sanne de Vries is through to Mark Visser
    Wrap-up has begun
    Wrap-up is over
    Pieter Jansen is back from Mark Visser: no answer after 25 seconds
    Pieter Jansen is through to Eva Mulder
    Pieter Jansen has hung up
    Jolanda Smit is ringing, Sales
    Jolanda Smit has given up
    Jolanda Smit is parked, dial 702 to retrieve
    Phone does not connect
    Phone ready
    No microphone
    Phone ready
    Connection lost
    Connection is live again
    Karel de Boer has been on hold for 1 minute"
  `);
});

test("what happens is said in Dutch", async () => {
  expect(await heard("nl")).toMatchInlineSnapshot(`
    "Sanne de Vries belt, Front desk
    De microfoon is gedempt
    De microfoon is weer aan
    Sanne de Vries staat in de wacht
    Mark Visser heeft opgenomen
    Sanne de Vries is doorverbonden met Mark Visser
    De nawerktijd is begonnen
    De nawerktijd is voorbij
    Pieter Jansen is terug van Mark Visser: geen antwoord na 25 seconden
    Pieter Jansen is doorverbonden met Eva Mulder
    Pieter Jansen heeft opgehangen
    Jolanda Smit belt, Sales
    Jolanda Smit heeft het opgegeven
    Jolanda Smit is geparkeerd, kies 702 om terug te halen
    Telefoon krijgt geen verbinding
    Telefoon gereed
    Geen microfoon
    Telefoon gereed
    Verbinding verbroken
    Verbinding is hersteld
    Karel de Boer staat al 1 minuut in de wacht"
  `);
});

/** Everything that is announced, in a day in which everything happens. */
async function heard(language: Language): Promise<string> {
  const { page, product, settled } = await windows.open("navigator", { settings: { language } });
  const hear = await hearLiveRegion(page);
  await page.clock.install({ time: now });
  for (const change of announcedDay) {
    product.publish(change);
    await settled();
    await page.clock.fastForward(stepMs);
  }
  const said = [...(await hear())];
  await page.clock.fastForward(60_000);
  await expect.poll(async () => said.push(...(await hear())) && said.at(-1)).toMatch(/Karel de Boer.* 1 min/);
  return said.join("\n");
}

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { CallId } from "../../src/shared/model/ids.ts";
import {
  busyQueues,
  callers,
  calmQueues,
  colleagues,
  ownCalls,
  parkedCalls,
} from "../support/navigator/company.ts";
import { earlierCalls } from "../support/navigator/earlier.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";

const windows = openWindows();

const held = { ...ownCalls.talking, state: "on-hold" as const };
const withPark: Published["phone"] = {
  ...{ registration: "registered", audio: "ready", reason: null },
  ...{ canPark: true, canPickUp: false, canLeaveVoicemail: false },
};

const open = async (published: Partial<Published>) => {
  const { page } = await windows.open("navigator", { colleagues: colleagues.slice(0, 2), ...published });
  return page;
};

/** What a screen reader makes of a part of the window; fails where something has no name or is said twice. */
async function read(page: Page, ...regions: readonly string[]): Promise<string> {
  const whole = await page.locator("body").ariaSnapshot();
  expect(whole).not.toMatch(
    /- (button|link|textbox|searchbox|checkbox|combobox|grid|img|region)( \[.*\])?:?$/m,
  );
  expect(whole).not.toMatch(/\b(\p{Lu}[\p{L}'-]+(?: [\p{L}'-]+)+)[, ]+\1\b/u);
  expect(whole).not.toMatch(/(button|link|heading|region) ".*\b(F\d+|Enter|Esc)\b/);
  if (regions.length === 0) return whole;
  const parts = regions.map((name) => page.getByRole("region", { name, exact: true }).ariaSnapshot());
  return (await Promise.all(parts)).join("\n");
}

test("a calm moment reads well", async () => {
  expect(await read(await open({ queues: calmQueues.slice(0, 1) }))).toMatchInlineSnapshot(`
    "- banner:
      - text: Anna Bakker 200 · Reception
      - region "Own status":
        - button "Available"
      - text: Phone ready
      - search:
        - searchbox "Search or dial"
      - region "Connection": Demo Live
      - link "Bridge":
        - /url: /bridge
      - link "Wall Display":
        - /url: /wall
      - button "Keys"
      - button "Settings"
    - main:
      - region "Callers":
        - heading "Callers 0" [level=2]
        - paragraph: No callers
      - region "On hold":
        - heading "On hold 0" [level=2]
        - paragraph: Nobody on hold
      - button "Answer next" [disabled]
      - separator "Width of the callers"
      - region "Current call":
        - heading "No call" [level=1]
        - paragraph: Type a name or a number to call; F2 answers the next caller.
      - region "Colleagues":
        - group "Departments":
          - button "All" [pressed]
          - button "Favourites"
          - button "Reception"
          - button "Sales"
        - grid "Colleagues":
          - row "Anna Bakker, Free":
            - rowheader "Anna Bakker"
            - gridcell "200"
            - gridcell "Reception"
            - gridcell "Free"
          - row "Mark Visser, Free":
            - rowheader "Mark Visser"
            - gridcell "214"
            - gridcell "Sales"
            - gridcell "Free"
        - complementary "Chosen colleague":
          - paragraph: Choose a colleague to see more.
      - separator "Width of the chosen colleague"
    - region "Queues":
      - list:
        - listitem:
          - text: Front desk
          - img "you are in"
          - text: nobody waits · 2 of 3 free
          - button "Answer calls of Front desk automatically"
          - button "Leave Front desk"
      - button "Day / night Day"
    - alert "Notices"
    - status"
  `);
});

test("callers who came back, ring and wait read well, and the queues they wait in", async () => {
  const page = await open({
    callers: [callers.pieter, callers.sanne, callers.berlin],
    queues: busyQueues.slice(0, 2),
  });
  expect(await read(page, "Callers", "Queues")).toMatchInlineSnapshot(`
    "- region "Callers":
      - heading "Callers 3" [level=2]
      - table:
        - row "Pieter Jansen, returned":
          - rowheader "Pieter Jansen"
          - cell "0:31"
          - cell "back from Mark Visser · no answer after 25 secs"
          - cell "Answer":
            - button "Answer"
        - row "Sanne de Vries, ringing":
          - rowheader "Sanne de Vries"
          - cell "0:18"
          - cell "ringing, Front desk · dialled Main number"
          - cell "Answer":
            - button "Answer"
        - row "+49 30 1234 5670, waiting":
          - rowheader "+49 30 1234 5670"
          - cell "0:12"
          - cell "waiting, Sales · dialled Main number"
          - cell "Take":
            - button "Take"
    - region "Queues":
      - list:
        - listitem:
          - text: Front desk
          - img "you are in"
          - text: longest 0:03 · 2 of 3 free · 1 waiting
          - button "Answer calls of Front desk automatically"
          - button "Leave Front desk"
        - listitem:
          - text: Sales longest 1:12 · 0 of 6 free · 3 waiting
          - button "Join Sales"
      - button "Day / night Day""
  `);
});

test("a call with two others on hold and one parked reads well, and whom it might be put through to", async () => {
  const call = {
    ...ownCalls.talking,
    callId: CallId.parse("call 1"),
    before: earlierCalls,
    note: "Invoice 2231",
  };
  const page = await open({
    "own-calls": [call, ownCalls.held, ownCalls.transferring],
    parked: parkedCalls.slice(0, 1),
    phone: withPark,
  });
  await page.keyboard.type("mark");
  await page.getByRole("button", { name: "Transfer to Mark Visser" }).waitFor();
  expect(await read(page, "Current call", "On hold", "Parked", "Colleagues")).toMatchInlineSnapshot(`
    "- region "Current call":
      - heading "Sanne de Vries" [level=1]
      - text: Talking
      - time: 0:42
      - list:
        - listitem: +31 6 12 34 56 78
        - listitem: dialled Main number
        - listitem: queue Front desk
        - listitem: waited 0:18
      - paragraph: "3 earlier calls, last today 11:03, hung up while waiting Note: “invoice 2231, asks for Mark”"
      - textbox "Notes":
        - /placeholder: Notes · F3
        - text: Invoice 2231
      - status
      - button "Transfer to Mark Visser"
      - button "Consult"
      - button "Hold"
      - button "Mute"
      - button "Keypad"
      - button "Park"
      - button "Hang up"
    - region "On hold":
      - heading "On hold 2" [level=2]
      - table:
        - row "Karel de Boer, On hold":
          - rowheader "Karel de Boer"
          - cell "too long 1:05"
          - cell "On hold, Sales"
          - cell "Connect Karel de Boer with the current call Resume":
            - button "Connect Karel de Boer with the current call"
            - button "Resume"
        - row "Pieter Jansen, Transferring":
          - rowheader "Pieter Jansen"
          - cell "1:35"
          - cell "ringing Eva Mulder for 0:08"
          - cell "Resume":
            - button "Resume"
    - region "Parked":
      - heading "Parked 1" [level=2]
      - table:
        - row "+49 30 1234 5670, parked":
          - rowheader "+49 30 1234 5670"
          - cell "too long 1:44"
          - cell "parked, dial 701"
          - cell "Retrieve":
            - button "Retrieve"
    - region "Colleagues":
      - group "Departments":
        - button "All" [pressed]
        - button "Favourites"
        - button "Reception"
        - button "Sales"
      - grid "Colleagues":
        - row "Mark Visser, Free" [selected]:
          - rowheader "Mark Visser":
            - mark: Mark
            - text: Visser
          - gridcell "214"
          - gridcell "Sales"
          - gridcell "Free"
      - complementary "Chosen colleague":
        - heading "Mark Visser" [level=2]
        - paragraph: 214 · Sales
        - button "Add to favourites"
        - textbox "Remark, such as “back at 14:00”"
        - term: Phone
        - definition: Logged in on 214
        - term: Call
        - definition: Not in a call
        - term: Status
        - definition: Available
        - term: Wrap-up
        - definition: None
        - term: Queues
        - definition: Sales and Support
        - button "Transfer here"
        - button "Consult"
        - button "Call"
        - button "More ways to call"
        - link "E-mail call-back request":
          - /url: mailto:214@example.test?subject=Please%20call%20back%20Sanne%20de%20Vries&body=Sanne%20de%20Vries%20called%20at%2014%3A03%3A20%20and%20asks%20to%20be%20called%20back.%0D%0ANumber%3A%20%2B31%206%2012%2034%2056%2078%0D%0A"
  `);
});

test("a consult reads well", async () => {
  const page = await open({ "own-calls": [held, ownCalls.consult] });
  expect(await read(page, "Current call", "On hold")).toMatchInlineSnapshot(`
    "- region "Current call":
      - heading "Mark Visser" [level=1]
      - text: Talking
      - time: 0:06
      - list:
        - listitem: about Sanne de Vries
        - listitem: "214"
      - textbox "Notes" [disabled]:
        - /placeholder: Notes can be written once the telephone system knows of this call
      - button "Complete transfer"
      - button "Swap"
      - button "Conference"
      - button "Mute"
      - button "Keypad"
      - button "Cancel transfer"
    - region "On hold":
      - heading "On hold 1" [level=2]
      - table:
        - row "Sanne de Vries, On hold":
          - rowheader "Sanne de Vries"
          - cell "0:42"
          - cell "On hold, Front desk"
          - cell "Resume":
            - button "Resume""
  `);
});

test("a conference reads well", async () => {
  const page = await open({
    "own-calls": [
      { ...ownCalls.talking, inConference: true },
      { ...ownCalls.consult, inConference: true },
    ],
  });
  expect(await read(page, "Current call")).toMatchInlineSnapshot(`
    "- region "Current call":
      - heading "Sanne de Vries and Mark Visser" [level=1]
      - text: Conference
      - time: 0:06
      - list:
        - listitem:
          - text: Sanne de Vries
          - button "Remove Sanne de Vries from the conference"
        - listitem:
          - text: Mark Visser
          - button "Remove Mark Visser from the conference"
      - textbox "Notes" [disabled]:
        - /placeholder: Notes can be written once the telephone system knows of this call
      - button "Leave the conference"
      - button "Hold"
      - button "Mute"
      - button "Back to the caller""
  `);
});

import { escapeXML } from "ltx";
import { notificationXml } from "../../src/exchange/core-api/notifications.ts";
import type { Call, Callpoint, Place } from "../../src/exchange/pbx/call.ts";
import type { Company } from "../../src/exchange/pbx/company.ts";
import type { PbxEvent } from "../../src/exchange/pbx/events.ts";
import { queuePlace, userPlace } from "../../src/exchange/pbx/places.ts";
import { type Random, seededRandom } from "../../src/exchange/pbx/random.ts";

/** What comes over the wire while callers come, wait, are offered to two agents, talk with one of them and leave. */
export interface Traffic {
  /** Brings so many callers into the company. */
  readonly before: readonly string[];
  /** Distinct, in the order in which an exchange sends them, while as many callers stay as came before. */
  readonly stanzas: readonly string[];
}

/** Messages as our exchange writes them, of a day on which `live` callers are in the company at any time. */
export function queueTraffic(
  company: Company,
  options: {
    readonly live: number;
    readonly count: number;
    readonly now: number;
    readonly to: string;
    readonly from: string;
  },
): Traffic {
  const random = seededRandom(7);
  const message = envelope(company.id, options);
  const lives: Iterator<PbxEvent>[] = [];
  const before: string[] = [];
  const stanzas: string[] = [];
  let callers = 0;
  const come = () => {
    callers += 1;
    return callerLife(company, callers, options.now, random);
  };
  const say = (life: Iterator<PbxEvent>, into: string[]): boolean => {
    const next = life.next();
    if (next.done) return false;
    into.push(message(next.value));
    return true;
  };
  for (let n = 0; n < options.live; n += 1) {
    const life = come();
    for (let step = random.between(1, 6); step > 0; step -= 1) say(life, before);
    lives.push(life);
  }
  while (stanzas.length < options.count) {
    const index = random.between(0, lives.length - 1);
    const life = lives[index];
    if (life && !say(life, stanzas)) lives[index] = come();
  }
  return { before, stanzas };
}

function* callerLife(company: Company, id: number, now: number, random: Random): Generator<PbxEvent> {
  const queue = random.pick([...company.queues.values()]);
  const members = [...queue.members.keys()].flatMap((userId) => company.users.get(userId) ?? []);
  const agents = [random.pick(members), random.pick(members)];
  const caller: Place = { type: "External", number: `3161${1_000_000 + id}`, name: `Jansen & Zn. ${id}` };
  const call = callOf(
    `c-${id}`,
    null,
    caller,
    { type: "Dialplan", exten: "31207001000", description: "" },
    now,
  );
  yield { type: "call.started", call };
  Object.assign(call, { destination: point(queuePlace(queue), "ANSWERED", now) });
  yield { type: "call.updated", call, updateType: "DESTINATION" };
  yield { type: "queue.call-entered", queueId: queue.id, callId: call.id };
  const rings = agents.map((agent, n) => callOf(`c-${id}-${n}`, call.id, caller, userPlace(agent), now));
  for (const ring of rings) yield { type: "call.started", call: ring };
  for (const ring of rings) {
    ring.destination.state = "RINGING";
    yield { type: "call.updated", call: ring, updateType: "STATE" };
  }
  Object.assign(call, { destination: point(userPlace(random.pick(agents)), "ANSWERED", now) });
  yield { type: "call.updated", call, updateType: "DESTINATION" };
  yield { type: "queue.call-left", queueId: queue.id, callId: call.id };
  for (const ring of rings) yield { type: "call.ended", call: ring, reason: "SOURCE_HANGUP" };
  yield { type: "call.ended", call, reason: "DESTINATION_HANGUP" };
}

let points = 0;

function point(place: Place, state: Callpoint["state"], now: number): Callpoint {
  points += 1;
  return { id: String(points), place, createdAt: now, startedAt: state === "ANSWERED" ? now : null, state };
}

const callOf = (
  id: string,
  parentId: string | null,
  source: Place,
  destination: Place,
  now: number,
): Call => ({
  id,
  parentId,
  startedAt: now,
  source: point(source, "ANSWERED", now),
  destination: point(destination, "CONNECTING", now),
  ended: false,
  withheld: false,
  lines: { source: null, destination: null },
  giveUp: null,
  transferOut: null,
  transferIn: null,
  agent: null,
});

/** The pubsub message around a notification (XEP-0060, core API 4.1). */
function envelope(
  companyId: string,
  { to, from, now }: { readonly to: string; readonly from: string; readonly now: number },
) {
  const pubsub = "http://jabber.org/protocol/pubsub#event";
  const node = escapeXML(companyId);
  let items = 0;
  return (event: PbxEvent): string => {
    items += 1;
    return (
      `<message xmlns="jabber:client" from="${from}" to="${to}" type="headline"><event xmlns="${pubsub}">` +
      `<items node="${node}"><item id="${items}">${notificationXml(event, now)}</item></items></event>` +
      `<headers xmlns="http://jabber.org/protocol/shim"><header name="Collection">${node}</header></headers></message>`
    );
  };
}

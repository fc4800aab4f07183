import { escapeXML } from "ltx";
import { type Call, type Callpoint, type Place, stateOf } from "../pbx/call.ts";
import type { Membership, Queue, User } from "../pbx/company.ts";
import { locationOf } from "../pbx/people.ts";

/** Namespaces of the platform's own XML. Everything here is written as text: it is serialised once and read by many. */
export const compassNamespaces =
  'xmlns="http://iperity.com/compass" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

export const tag = (name: string, text: string): string => `<${name}>${escapeXML(text)}</${name}>`;

/** Instants on the wire are Unix seconds. */
export const seconds = (instant: number): string => String(Math.floor(instant / 1000));

const optionalSeconds = (name: string, instant: number | null) =>
  instant === null ? "" : tag(name, seconds(instant));

function placeXml(place: Place): string {
  switch (place.type) {
    case "User":
      return (
        tag("userId", place.userId) + tag("userName", place.userName) + tag("identityId", place.identityId)
      );
    case "Queue":
      return tag("queueId", place.queueId) + tag("queueName", place.queueName);
    case "External":
      return tag("number", place.number) + tag("name", place.name);
    case "Dialplan":
      return (
        tag("exten", place.exten) + (place.description === "" ? "" : tag("description", place.description))
      );
    case "Resource":
      return (
        tag("resourceType", place.resourceType) +
        tag("resourceId", place.resourceId) +
        tag("name", place.name) +
        (place.parkedBy === undefined ? "" : tag("parkedBy", place.parkedBy))
      );
  }
}

function callpointXml(side: "source" | "destination", point: Callpoint): string {
  const { type } = point.place;
  return (
    `<${side} id="${point.id}" type="${type}" xsi:type="callpoint${type}">` +
    tag("timeCreated", seconds(point.createdAt)) +
    optionalSeconds("timeStarted", point.startedAt) +
    tag("state", point.state) +
    `<properties/>${placeXml(point.place)}</${side}>`
  );
}

/** core API 5.3 */
export function callXml(call: Call): string {
  const properties =
    call.parentId === null
      ? "<properties/>"
      : `<properties>${tag("QueueCallForCall", call.parentId)}</properties>`;
  return (
    `<call id="${escapeXML(call.id)}">${callpointXml("source", call.source)}` +
    `${callpointXml("destination", call.destination)}${tag("state", stateOf(call))}${properties}</call>`
  );
}

export const memberXml = ({ queueId, userId, priority }: Membership): string =>
  tag("queueId", queueId) + tag("userId", userId) + tag("priority", String(priority));

/** `receiveCalls`, `displayStatus` and, in wrap-up only, `wrapupState` with its end in Unix seconds (none: until ended by hand). */
export function statusXml(user: User): string {
  const { wrapUp } = user;
  const wrapUpXml = wrapUp
    ? `<wrapupState>${tag("callId", wrapUp.callId)}${optionalSeconds("endTime", wrapUp.endsAt)}</wrapupState>`
    : "";
  return tag("receiveCalls", user.receiveCalls) + tag("displayStatus", user.displayStatus) + wrapUpXml;
}

/** core API 5.1 */
export function userXml(user: User, domain: string): string {
  const entries = [...user.memberships.values()].map((member) => `<entry>${memberXml(member)}</entry>`);
  return (
    `<user id="${escapeXML(user.id)}"><identifiers>${tag("lisaId", user.id)}` +
    `${tag("xmppJid", `${user.username}@${domain}`)}${tag("compassId", user.username)}</identifiers>` +
    `<queueEntries>${entries.join("")}</queueEntries>${tag("name", user.name)}` +
    `${tag("loggedIn", String(user.loggedIn))}${tag("location", locationOf(user))}` +
    `${tag("language", user.language)}${tag("contact", user.email)}${tag("extensions", user.extension)}` +
    `${statusXml(user)}</user>`
  );
}

/** core API 5.2 */
export function queueXml(queue: Queue, callIds: readonly string[], domain: string): string {
  const entries = [...queue.members.values()].map((member) => `<entry>${memberXml(member)}</entry>`);
  return (
    `<queue id="${escapeXML(queue.id)}">${tag("xmppJid", `queue-${queue.id}@${domain}`)}` +
    `${tag("name", queue.name)}<userEntries>${entries.join("")}</userEntries>` +
    `<callIds>${callIds.map((id) => tag("id", id)).join("")}</callIds></queue>`
  );
}

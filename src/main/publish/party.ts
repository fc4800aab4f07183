import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { UserId } from "../../shared/model/ids.ts";
import type { Party } from "../../shared/model/party.ts";
import type { StoredCall, StoredUser, StoreReader } from "../store/rows.ts";
import { displayNumber, normalNumber } from "./display-number.ts";

/** Who is at this side of a call, by the feed. */
export function partyAt(point: Callpoint, reader: StoreReader): Party {
  switch (point.kind) {
    case "user": {
      const user = reader.user(point.userId);
      return user
        ? colleague(user)
        : { ...nobody, kind: "colleague", name: point.name, userId: point.userId };
    }
    case "external":
      return numbered(point.number, point.name, reader);
    case "queue":
      return service(reader.queue(point.queueId)?.name ?? point.name, null, "queue");
    case "dialplan":
      // The first leg of a click-to-dial goes by a word that is for programs.
      return service(point.name === "dialler" ? null : point.name, point.number, "dialplan");
    case "resource":
      return {
        ...service(point.name, null, null),
        ...(point.resourceType !== null && { station: point.resourceType }),
      };
    case "listen-in":
      return { ...nobody, station: "listenin" };
    case "other":
      return point.number === null
        ? { ...nobody, name: point.name, station: point.type }
        : { ...numbered(point.number, point.name, reader), station: point.type };
    default:
      return point satisfies never;
  }
}

/** Who rings an agent or talks with him: the caller of the waiting call where the queue rings him. */
export function callerOf(call: StoredCall, reader: StoreReader): Callpoint {
  const parent = call.parentCallId ? reader.call(call.parentCallId) : null;
  return parent ? parent.source : call.source;
}

/** Who is at the other end of our phone's call: by the feed where it knows a person, else as signalled. */
export function partyOfPhoneCall(phoneCall: PhoneCall, call: StoredCall | null, reader: StoreReader): Party {
  const me = reader.me();
  const signalled = numbered(phoneCall.remote.number, phoneCall.remote.name, reader);
  if (call) {
    const iAmSource = call.source.kind === "user" && call.source.userId === me;
    const party = partyAt(iAmSource ? call.destination : call.source, reader);
    // Of an outside caller the telephone network may have told our phone a name that the feed lacks.
    if (party.kind === "external") return { ...party, name: party.name ?? signalled.name };
    if (party.kind !== "service") return party;
    // Where nobody signalled who it is, what the feed calls the place says more.
    if (signalled.kind === "hidden" && party.station !== undefined) return party;
  }
  return signalled;
}

/** Who it was, by what was written down of a call that is over. */
export function partyOf(
  who: {
    readonly direction: "incoming" | "outgoing";
    readonly userId: UserId | null;
    readonly number: string | null;
    readonly name: string | null;
  },
  reader: StoreReader,
): Party {
  const user = who.userId === null ? null : reader.user(who.userId);
  if (user) return colleague(user);
  const party = numbered(who.number, who.name, reader);
  // Nobody whom I called withheld his number: it was a place that has none.
  return party.kind === "hidden" && who.direction === "outgoing" ? service(who.name, null, "unknown") : party;
}

const nobody: Party = { kind: "service", name: null, number: null, displayNumber: null, userId: null };

/** `station`: what it is called where nothing else is known of it. */
function service(name: string | null, signalled: string | null, station: string | null): Party {
  const number = normalNumber(signalled);
  const known = { ...nobody, name, number, displayNumber: number && displayNumber(number) };
  return name === null && number === null && station !== null ? { ...known, station } : known;
}

function colleague(user: StoredUser): Party {
  const extension = user.extensions[0] ?? null;
  return {
    kind: "colleague",
    name: user.name,
    number: extension,
    displayNumber: extension,
    userId: user.userId,
  };
}

/** What one's own address book says goes before what the network says. */
function numbered(signalled: string | null, told: string | null, reader: StoreReader): Party {
  const number = normalNumber(signalled);
  if (number === null) return { ...nobody, kind: "hidden" };
  const user = reader.userByExtension(number);
  if (user) return colleague(user);
  // The feed repeats the number where it knows no name.
  const named = told !== null && told.trim() !== "" && normalNumber(told) !== number ? told : null;
  const name = reader.contactName(number) ?? named;
  return { kind: "external", name, number, displayNumber: displayNumber(number), userId: null };
}

import type { OwnCall } from "../../../shared/model/calls.ts";
import { PhoneCallId } from "../../../shared/model/ids.ts";
import type { Party } from "../../../shared/model/party.ts";

const hidden: Party = { kind: "hidden", name: null, number: null, displayNumber: null, userId: null };

/** A call that somebody made and that is talked in, where nothing else is said. */
export const ownCall = (id: string, rest: Partial<OwnCall> = {}): OwnCall => ({
  phoneCallId: PhoneCallId.parse(id),
  callId: null,
  direction: "incoming",
  party: hidden,
  state: "talking",
  stateSince: 0,
  startedAt: 0,
  answeredAt: 0,
  queue: null,
  dialled: null,
  waitedMs: null,
  muted: false,
  audio: "flowing",
  transfer: null,
  consultFor: null,
  inConference: false,
  quality: null,
  note: "",
  before: [],
  ...rest,
});

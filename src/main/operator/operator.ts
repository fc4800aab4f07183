import type {
  RequestInput,
  RequestName,
  RequestOutput,
  TransferTarget,
} from "../../shared/contract/requests.ts";
import type { DeviceChoice } from "../../shared/model/audio-devices.ts";
import type { Caller, ParkedCall } from "../../shared/model/calls.ts";
import type { Colleague } from "../../shared/model/colleague.ts";
import type { ContactId } from "../../shared/model/contact.ts";
import { CallerId, CallId, type PhoneCallId, type UserId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { CoreCommands } from "../core-api/commands.ts";
import type { CallControl, PhoneTarget } from "../softphone/call-control.ts";
import type { StoredCall } from "../store/rows.ts";
import { dialledNumber } from "./dialled-number.ts";

const RING_MS = 25_000;

type OperatorRequest = Exclude<
  RequestName,
  | `${"contacts" | "contact-import" | "favourite" | "colleague-note" | "session" | "settings" | "key-bindings" | "panes" | "privacy" | "board" | "note" | "local-api" | "statistics"}.${string}`
  | "queue.set-service-level"
  | "queue.set-auto-answer"
  | "time-machine.state"
>;

type Nothing = RequestOutput<"caller.answer">;

/** What a person can do: one function for each request, with its name. */
export type Operator = {
  readonly [N in OperatorRequest]: (input: RequestInput<N>) => Promise<Result<RequestOutput<N>>>;
};

/**
 * Use cases over the phone and the core. They look at what is known, ask the one or the other, and report a refusal; nothing is
 * remembered here.
 */
export function createOperator(options: {
  phone: CallControl;
  /** null: not signed in. */
  commands(): CoreCommands | null;
  callers(): readonly Caller[];
  colleague(userId: UserId): Colleague | null;
  contactName(contactId: ContactId): string | null;
  parked(callId: CallId): ParkedCall | null;
  ringingAt(userId: UserId): StoredCall | null;
  /** Leaves what is not given as it is. */
  chooseDevices(change: Partial<DeviceChoice>): void;
  /** Best match first; empty text: everybody by name. */
  search(text: string, limit: number): { readonly userIds: readonly UserId[]; readonly total: number };
  /** How long the target of a transfer may ring before the caller comes back; 25 s unless told otherwise. */
  transferRingMs?: number;
}): Operator {
  const { phone, transferRingMs = RING_MS } = options;

  async function command(ask: (commands: CoreCommands) => Promise<Result<void>>): Promise<Result<Nothing>> {
    const commands = options.commands();
    return done(commands ? await ask(commands) : refused("not-signed-in"));
  }

  const callerOf = (callerId: CallerId) =>
    options.callers().find((caller) => caller.callerId === callerId) ?? null;

  function targetOf(target: TransferTarget): PhoneTarget | null {
    if ("number" in target) {
      const name = "contactId" in target ? options.contactName(target.contactId) : null;
      return { number: dialledNumber(target.number), name: name ?? target.number };
    }
    const colleague = options.colleague(target.userId);
    return colleague?.extension ? { number: colleague.extension, name: colleague.name } : null;
  }

  /** The phone rings for a caller who is taken, and answers by itself. */
  async function take(callerId: CallerId): Promise<Result<Nothing>> {
    const stopExpecting = phone.expectCall((phoneCallId) => callerOf(callerId)?.phoneCallId === phoneCallId);
    const taken = await command((commands) => commands.pickUpQueueCall(CallId.parse(callerId)));
    if (!taken.ok) stopExpecting();
    return taken;
  }

  async function withPhoneCall(
    { phoneCallId }: Caller,
    act: (phoneCallId: PhoneCallId) => Promise<Result<void>>,
  ): Promise<Result<Nothing>> {
    return phoneCallId ? done(await act(phoneCallId)) : refused("no-phone", "it rings elsewhere");
  }

  return {
    async "caller.answer"({ callerId }) {
      const caller = callerOf(callerId);
      if (!caller) return refused("no-such-call");
      switch (caller.state) {
        case "ringing":
          return withPhoneCall(caller, phone.answer);
        case "returned":
          return withPhoneCall(caller, phone.resume);
        case "waiting":
          return take(callerId);
      }
    },
    async "caller.take"({ callerId }) {
      const caller = callerOf(callerId);
      if (!caller) return refused("no-such-call");
      if (caller.state === "returned") return refused("wrong-call-state", caller.state);
      return caller.phoneCallId ? withPhoneCall(caller, phone.answer) : take(callerId);
    },

    async "call.dial"({ target, hideNumber }) {
      const to = targetOf(target);
      if (!to?.number) return refused("unreachable-number");
      const isKnown = "userId" in target || "contactId" in target;
      return phone.dial(to.number, isKnown ? to.name : null, hideNumber);
    },
    "call.hang-up": async ({ phoneCallId }) => done(await phone.hangUp(phoneCallId)),
    "call.hold": async ({ phoneCallId }) => done(await phone.hold(phoneCallId)),
    "call.resume": async ({ phoneCallId }) => done(await phone.resume(phoneCallId)),
    "call.mute": async ({ phoneCallId, muted }) => done(await phone.mute(phoneCallId, muted)),
    async "call.transfer"({ phoneCallId, target }) {
      const to = targetOf(target);
      if (!to?.number) return refused("unreachable-number");
      return done(await phone.transfer(phoneCallId, to, transferRingMs));
    },

    async "call.to-voicemail"({ phoneCallId, userId }) {
      const to = targetOf({ userId });
      return to ? done(await phone.leaveVoicemail(phoneCallId, to)) : refused("unreachable-number");
    },

    async "call.consult"({ phoneCallId, target }) {
      const to = targetOf(target);
      return to?.number ? phone.consult(phoneCallId, to) : refused("unreachable-number");
    },
    "call.cancel-consult": async ({ phoneCallId }) => done(await phone.cancelConsult(phoneCallId)),
    "call.connect": async ({ phoneCallId, to }) => done(await phone.connect(phoneCallId, to, transferRingMs)),
    "call.conference": async ({ phoneCallId, with: other }) =>
      done(await phone.conference(phoneCallId, other)),
    "call.send-digits": async ({ phoneCallId, digits }) => done(await phone.sendDigits(phoneCallId, digits)),

    "call.park": async ({ phoneCallId }) => done(await phone.park(phoneCallId)),
    async "parked.retrieve"({ callId }) {
      const parked = options.parked(callId);
      return parked ? phone.dial(parked.slot, parked.party.name) : refused("no-such-call");
    },

    async "colleague.pick-up"({ userId }) {
      const to = targetOf({ userId });
      const call = options.ringingAt(userId);
      if (!call || !to) return refused("no-such-call");
      // The caller waits in the queue still, under the id of the call that waits.
      if (call.parentCallId !== null) return take(CallerId.parse(call.parentCallId));
      const dialled = await phone.pickUp(to);
      return dialled.ok ? success({}) : dialled;
    },

    async "audio-devices.choose"(change) {
      options.chooseDevices(change);
      return success({});
    },
    "audio-devices.try": async ({ where }) => done(await phone.tryDevice(where)),
    "phone.check": async () => success(await phone.check()),

    "status.set": ({ status }) => command((commands) => commands.setStatus(status)),
    "queue.join": ({ queueId, priority = null }) =>
      command((commands) => commands.joinQueue(queueId, priority)),
    "queue.leave": ({ queueId }) => command((commands) => commands.leaveQueue(queueId)),
    "switch.set": ({ switchId, setting }) => command((commands) => commands.setSwitch(switchId, setting)),

    "directory.search": async ({ text, limit }) => success(options.search(text, limit)),
  };
}

/** A request's answer is an object, also where there is nothing to say. */
const done = (result: Result<void>): Result<Nothing> => (result.ok ? success({}) : result);

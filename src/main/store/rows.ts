import type { PhoneCall } from "../../shared/model/calls.ts";
import type { FeedCall, FeedQueue, FeedUser, Membership } from "../../shared/model/feed.ts";
import type { CallId, Instant, QueueId, UserId } from "../../shared/model/ids.ts";
import type { CallFlowSwitch } from "../../shared/model/queue.ts";
import type { AccountKeeper } from "./account.ts";
import type { AgentStateReader, AgentStateWriter } from "./agent-states.ts";
import type { HistoryReader, HistoryWriter } from "./history-rows.ts";
import type { ListenedReader, ListenedWriter } from "./listened.ts";
import type { KeptFile, Reading, Transactions } from "./open-parts.ts";
import type { PersonalRecords } from "./personal-records.ts";
import type { VisitReader, VisitWriter } from "./visit-rows.ts";

export interface StoredUser extends FeedUser {
  readonly department: string | null;
}

/** A call with what later callpoints hide. */
export interface StoredCall extends FeedCall {
  /** What the caller dialled: the first Dialplan point that was seen. */
  readonly dialledNumber: string | null;
  /** The last queue that the call waited in. */
  readonly queue: { readonly queueId: QueueId; readonly enteredAt: Instant } | null;
}

export interface StoredPhoneCall {
  readonly phoneCall: PhoneCall;
  /** The feed's call of this conversation; where a queue rings us, the call that waits in the queue. */
  readonly callId: CallId | null;
}

export interface ExternalNumber {
  readonly number: string;
  readonly name: string | null;
}

export interface DirectoryHits {
  readonly userIds: readonly UserId[];
  readonly total: number;
}

/** Everything that may be asked of the store. Answers are plain values: they do not change later. */
export interface StoreReader extends VisitReader, HistoryReader, Reading {
  /** The signed-in user. */
  me(): UserId | null;
  user(userId: UserId): StoredUser | null;
  userByExtension(extension: string): StoredUser | null;
  userIds(): readonly UserId[];
  queue(queueId: QueueId): FeedQueue | null;
  queueIds(): readonly QueueId[];
  membershipsOf(userId: UserId): readonly Membership[];
  membersOf(queueId: QueueId): readonly Membership[];
  /** Members logged in on a phone, and those of them that could take a call: Available, not in wrap-up, in no call. */
  agentsOf(queueId: QueueId): { readonly agentsLoggedIn: number; readonly agentsFree: number };
  call(callId: CallId): StoredCall | null;
  calls(): readonly StoredCall[];
  /** Calls with this user at either side, agent rings included. */
  callsOf(userId: UserId): readonly StoredCall[];
  /** The agent rings of a waiting call. */
  agentRings(callId: CallId): readonly StoredCall[];
  /** Callers in this queue whom nobody has answered yet, oldest first. */
  waitingCalls(queueId: QueueId): readonly StoredCall[];
  phoneCalls(): readonly StoredPhoneCall[];
  /** Who outside has this number, by the address books of this computer. */
  contactName(number: string): string | null;
  /** The name that the company gave this number of its own. */
  externalNumberName(number: string): string | null;
  switches(): readonly CallFlowSwitch[];
  /** Best first: the name begins with the text, then every word begins a word of the name, then the rest. */
  searchDirectory(text: string, limit: number): DirectoryHits;
}

/** For ingest only. Everything is an upsert; removing what is not there does nothing. */
export interface StoreWriter extends VisitWriter, HistoryWriter, Transactions {
  setMe(userId: UserId | null): void;
  putUser(user: FeedUser): void;
  removeUser(userId: UserId): void;
  putQueue(queue: FeedQueue): void;
  removeQueue(queueId: QueueId): void;
  putMembership(membership: Membership): void;
  removeMembership(queueId: QueueId, userId: UserId): void;
  putCall(call: StoredCall): void;
  removeCall(callId: CallId): void;
  /** Removes every user, queue, membership and call that is not named here. */
  keepOnly(what: {
    userIds: readonly UserId[];
    queueIds: readonly QueueId[];
    memberships: readonly Membership[];
    callIds: readonly CallId[];
  }): void;
  /** Does nothing where there is no such user. */
  setDepartment(userId: UserId, department: string | null): void;
  setExternalNumbers(numbers: readonly ExternalNumber[]): void;
  setSwitches(switches: readonly CallFlowSwitch[]): void;
  setPhoneCalls(calls: readonly StoredPhoneCall[]): void;
}

export interface Store
  extends StoreReader,
    StoreWriter,
    AgentStateReader,
    AgentStateWriter,
    ListenedReader,
    ListenedWriter,
    PersonalRecords,
    AccountKeeper,
    KeptFile {}

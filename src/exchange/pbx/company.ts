/** User status of the core API: global over all queues of the user. */
export type ReceiveCalls = "ALL" | "ONLY_DIRECT" | "NONE";

/** What the platform sells per user; without it the REST calls answer 403. */
export type Feature = "call-control" | "queue-pickup" | "wrap-up";

export type Permission = "permWrite" | "permRead" | "permNone";

export interface Membership {
  readonly queueId: string;
  readonly userId: string;
  /** 1 is rung first, 3 last. */
  priority: number;
  /** Whether the queue follows the user's forwards. */
  callForward: boolean;
}

export interface WrapUp {
  /** The queue call that is being wrapped up. */
  readonly callId: string;
  /** Epoch milliseconds; null: until ended by hand. */
  readonly endsAt: number | null;
}

/** A person of the company. The fields that change are changed by `people.ts` only. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly extension: string;
  readonly department: string;
  readonly email: string;
  readonly language: "nl" | "en";
  readonly identityId: string;
  readonly features: ReadonlySet<Feature>;
  readonly permission: Permission;
  /** By queue id. */
  readonly memberships: Map<string, Membership>;
  /** On a phone. */
  loggedIn: boolean;
  receiveCalls: ReceiveCalls;
  displayStatus: string;
  wrapUp: WrapUp | null;
}

export type Strategy = "ring-all" | "one-by-one" | "least-recently-called" | "fewest-calls" | "random";

export interface Queue {
  readonly id: string;
  readonly name: string;
  /** The number to dial inside the company. */
  readonly extension: string;
  readonly strategy: Strategy;
  /** How long an agent's phone rings per offer. */
  readonly ringMs: number;
  /** 0: no wrap-up; null: until ended by hand. */
  readonly wrapUpMs: number | null;
  readonly maxWaitMs: number;
  /** Whether agents who are already in a call are rung too. */
  readonly callWaiting: boolean;
  /** By user id. */
  readonly members: Map<string, Membership>;
}

export interface ExternalNumber {
  readonly id: string;
  /** International form without `+`. */
  readonly number: string;
  readonly name: string;
}

/** A switch of the dial plan, such as day/night. */
export interface CallFlowSwitch {
  readonly id: string;
  readonly name: string;
  /** In order: the first is setting 1. */
  readonly labels: readonly string[];
  setting: number;
}

/** Where an external number leads. */
export type Target =
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "queue"; readonly queueId: string }
  | { readonly kind: "voicemail"; readonly id: string; readonly name: string }
  | {
      readonly kind: "switch";
      readonly switchId: string;
      /** One per setting of the switch, in order. */
      readonly targets: readonly Target[];
    };

/** Everything that the dial plan knows. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly users: ReadonlyMap<string, User>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly externalNumbers: ReadonlyMap<string, ExternalNumber>;
  readonly switches: ReadonlyMap<string, CallFlowSwitch>;
  /** By number. */
  readonly routes: ReadonlyMap<string, Target>;
}

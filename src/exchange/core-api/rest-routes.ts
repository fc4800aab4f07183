import { z } from "zod";
import type { Feature, User } from "../pbx/company.ts";
import type { Pbx } from "../pbx/pbx.ts";
import { extensionIdOf, type RestObjects, receiveCallsOf } from "./rest-objects.ts";
import { decodedSegment } from "./url.ts";

export interface RestRequest {
  readonly me: User;
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface RestReply {
  readonly status: 200 | 400 | 403 | 404;
  readonly body?: unknown;
  /** Where the object is: a redirect, unless the client wants none. */
  readonly location?: string;
}

/** What a softphone registers with. */
export interface SoftphoneAccounts {
  account(user: User): {
    readonly sipAddress: string;
    readonly webSocketUrl: string;
    readonly authorizationUser: string;
    readonly password: string;
    readonly displayName: string;
    /** Where callers are put through to be parked. */
    readonly parkNumber: string;
    /** Before an extension: takes over the call that rings there. */
    readonly pickUpPrefix: string;
    /** Dialled before a colleague's extension: his voicemail. */
    readonly voicemailPrefix: string;
  };
}

type Handler = (request: RestRequest) => RestReply;

/** By path with `{id}` where an id stands, then by method. */
export type Routes = Readonly<Record<string, Partial<Record<"GET" | "POST" | "PATCH", Handler>>>>;

const ok = (body?: unknown): RestReply => ({ status: 200, body });
const refuse = (status: 400 | 403 | 404, message: string): RestReply => ({ status, body: { message } });
const unknownObject = refuse(404, "No such object");
const noPhone = refuse(400, "The user is not logged on to a phone");

const statusBody = z.object({ receiveCalls: z.string(), displayStatus: z.string().optional() });
const loginBody = z.object({
  queue: z.url(),
  priority: z.coerce.number().int().min(1).max(3).default(1),
  callForward: z.boolean().default(false),
});

/**
 * REST v3 as far as a console needs it (core API sections 3 and 9). What the public sources do not say is chosen so:
 * - the answer of `dialNumber`, `dialUser` and `pickupQueueCall` is the call id as a bare JSON string;
 * - the body of `pickupQueueCall` is `{"call": "<id of the waiting call>"}`;
 * - the body of `status` is `{"receiveCalls": "receiveAll" | "receiveOnlyDirect" | "receiveNone", "displayStatus"?: text}`;
 * - errors have a body `{"message": text}`; a user without a phone cannot dial or pick up: 400.
 *
 * Two extensions of ours are not part of the platform's API. `GET /user/{id}/softphone` is the account of the user's softphone. Its
 * `parkNumber` parks whoever is put through to it: the feed then shows the destination as a `Resource` of the type `park`, whose name
 * is what to dial for the caller, with the user who did it as `parkedBy`. Its `pickUpPrefix`, dialled
 * before an extension, takes over the call that rings there; one that a queue offers there is taken by `pickupQueueCall`.
 * Its `voicemailPrefix` before a user's extension leads to his voicemail.
 */
export function restRoutes(pbx: Pbx, objects: RestObjects, softphones: SoftphoneAccounts): Routes {
  const { company, people } = pbx;
  const numbers = [...company.externalNumbers.values()];
  const byIdentity = new Map([...company.users.values()].map((user) => [user.identityId, user]));
  const byExtensionId = new Map([...company.users.values()].map((user) => [extensionIdOf(user), user]));

  /** The id in a reference to an object of this type; references are absolute URLs, compared without regard to case. */
  const referred = (type: string, reference: string): string | null => {
    const path = URL.parse(reference)?.pathname.split("/") ?? [];
    const [, kind = "", id = ""] = path;
    return path.length === 3 && kind.toLowerCase() === type.toLowerCase() ? decodedSegment(id) : null;
  };
  const one =
    <T>(map: ReadonlyMap<string, T>, reply: (found: T, request: RestRequest) => RestReply): Handler =>
    (request) => {
      const found = map.get(request.id);
      return found === undefined ? unknownObject : reply(found, request);
    };
  const ofUser = (reply: (user: User, request: RestRequest) => RestReply) => one(company.users, reply);
  /** For oneself, or for others with write permission. */
  const actAs = (reply: (user: User, request: RestRequest) => RestReply, feature?: Feature) =>
    ofUser((user, request) => {
      if (user !== request.me && request.me.permission !== "permWrite")
        return refuse(403, "No permission for this user");
      if (feature && !user.features.has(feature))
        return refuse(403, "The feature is not enabled for this user");
      return reply(user, request);
    });
  const ofCompany =
    (reply: () => unknown): Handler =>
    ({ id }) =>
      id === company.id ? ok(reply()) : unknownObject;
  const queueOf = (reference: string) => company.queues.get(referred("queue", reference) ?? "");
  const dial = (user: User, number: string) => {
    const call = pbx.dial(user, number);
    return call ? ok(call.id) : noPhone;
  };
  /** One's own object: found there, or given here to who wants no redirect. */
  const myOwn = (location: string, body: unknown): RestReply => ({ status: 200, location, body });

  return {
    user: { GET: ({ me }) => myOwn(objects.url("user", me.id), objects.user(me)) },
    "user/{id}": { GET: ofUser((user) => ok(objects.user(user))) },
    "user/{id}/identities": {
      GET: ofUser((user) => ok([objects.identity(user, numbers[0] ?? null)])),
    },
    "user/{id}/extensions": { GET: ofUser((user) => ok([objects.extension(user)])) },
    "user/{id}/status": {
      GET: ofUser((user) => ok(objects.status(user))),
      POST: actAs((user, { body }) => {
        const parsed = statusBody.safeParse(body);
        const receiveCalls = parsed.success ? receiveCallsOf(parsed.data.receiveCalls) : null;
        if (!parsed.success || !receiveCalls) return refuse(400, "receiveCalls is not a known status");
        people.setStatus(user, receiveCalls, parsed.data.displayStatus);
        return ok();
      }),
    },
    "user/{id}/dialNumber": {
      POST: actAs((user, { body }) => {
        const parsed = z.object({ destination: z.string().min(1).max(64) }).safeParse(body);
        return parsed.success ? dial(user, parsed.data.destination) : refuse(400, "destination is missing");
      }, "call-control"),
    },
    "user/{id}/dialUser": {
      POST: actAs((user, { body }) => {
        const parsed = z
          .object({ callee: z.string().optional(), user: z.string().optional() })
          .safeParse(body);
        const reference = parsed.data?.user ?? parsed.data?.callee ?? "";
        const callee = company.users.get(referred("user", reference) ?? "");
        return callee ? dial(user, callee.extension) : refuse(400, "user is not the URL of a user");
      }, "call-control"),
    },
    "user/{id}/loginQueue": {
      POST: actAs((user, { body }) => {
        const parsed = loginBody.safeParse(body);
        const queue = parsed.success ? queueOf(parsed.data.queue) : undefined;
        if (!parsed.success || !queue)
          return refuse(400, "queue is not the URL of a queue, or priority is not 1 to 3");
        people.join(user, queue, parsed.data.priority, parsed.data.callForward);
        return ok();
      }),
    },
    "user/{id}/logoutQueue": {
      POST: actAs((user, { body }) => {
        const parsed = z.object({ queue: z.string() }).safeParse(body);
        const queue = parsed.success ? queueOf(parsed.data.queue) : undefined;
        if (!queue) return refuse(400, "queue is not the URL of a queue");
        people.leave(user, queue);
        return ok();
      }),
    },
    "user/{id}/pickupQueueCall": {
      POST: actAs((user, { body }) => {
        const parsed = z.object({ call: z.string().trim().min(1) }).safeParse(body);
        if (!parsed.success) return refuse(400, "call is missing");
        if (!user.loggedIn) return noPhone;
        const callId = pbx.pickUp(user, parsed.data.call);
        return callId === null ? refuse(404, "No such waiting call") : ok(callId);
      }, "queue-pickup"),
    },
    "user/{id}/permission": {
      GET: ofUser((user, { query }) => {
        const target = query.get("targetEntity") ?? "";
        if (referred("company", target) === company.id) return ok({ value: user.permission });
        if (referred("user", target) === user.id) return ok({ value: "permWrite" });
        return unknownObject;
      }),
    },
    "user/{id}/softphone": {
      GET: ofUser((user, { me }) =>
        user === me ? ok(softphones.account(user)) : refuse(403, "Only for the own user"),
      ),
    },
    company: {
      GET: () => myOwn(objects.url("company", company.id), objects.company(company)),
    },
    "company/{id}": { GET: ofCompany(() => objects.company(company)) },
    "company/{id}/users": { GET: ofCompany(() => [...company.users.values()].map(objects.listedUser)) },
    "company/{id}/queues": { GET: ofCompany(() => [...company.queues.values()].map(objects.queue)) },
    "company/{id}/externalNumbers": { GET: ofCompany(() => numbers.map(objects.externalNumber)) },
    "company/{id}/dpSwitches": { GET: ofCompany(() => [...company.switches.values()].map(objects.dpSwitch)) },
    "queue/{id}": { GET: one(company.queues, (queue) => ok(objects.queue(queue))) },
    "dpSwitch/{id}": {
      GET: one(company.switches, (dpSwitch) => ok(objects.dpSwitch(dpSwitch))),
      PATCH: one(company.switches, (dpSwitch, { body }) => {
        const parsed = z
          .object({ currentSetting: z.int().min(1).max(dpSwitch.labels.length) })
          .safeParse(body);
        if (!parsed.success) return refuse(400, "currentSetting is not a setting of this switch");
        dpSwitch.setting = parsed.data.currentSetting;
        return ok(objects.dpSwitch(dpSwitch));
      }),
    },
    "identity/{id}": {
      GET: one(byIdentity, (user) => ok(objects.identity(user, numbers[0] ?? null))),
    },
    "identity/{id}/queueMemberships": { GET: one(byIdentity, (user) => ok(objects.memberships(user))) },
    "extension/{id}": { GET: one(byExtensionId, (user) => ok(objects.extension(user))) },
    "externalNumber/{id}": {
      GET: one(company.externalNumbers, (number) => ok(objects.externalNumber(number))),
    },
  };
}

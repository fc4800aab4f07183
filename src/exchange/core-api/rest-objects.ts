import type { CallFlowSwitch, Company, ExternalNumber, Queue, ReceiveCalls, User } from "../pbx/company.ts";

/** How REST v3 writes the statuses that XMPP writes as ALL, ONLY_DIRECT and NONE. */
export const restStatus: Record<ReceiveCalls, string> = {
  ALL: "receiveAll",
  ONLY_DIRECT: "receiveOnlyDirect",
  NONE: "receiveNone",
};

export const receiveCallsOf = (status: string): ReceiveCalls | null =>
  (Object.keys(restStatus) as ReceiveCalls[]).find((key) => restStatus[key] === status) ?? null;

export const extensionIdOf = (user: User): string => `7${user.id}`;

/**
 * The JSON of REST v3's objects. `self` and all references are absolute. Not publicly documented, so chosen here: `extension`
 * of an extension object, `settings` of a dpSwitch, `displayStatus` of a status.
 */
export function restObjects(origin: string) {
  const url = (type: string, id: string) => `${origin}/${type}/${encodeURIComponent(id)}`;
  const resource = (theType: string, id: string) => ({ self: url(theType, id), theType, resourceId: id });
  const user = (user: User) => ({
    self: url("user", user.id),
    theType: "user",
    entityId: user.id,
    username: user.username,
    name: user.name,
    contact: user.email,
    theLanguage: user.language,
  });
  return {
    url,
    user,
    /** With the department: new properties may appear within v3. */
    listedUser: (listed: User) => ({ ...user(listed), department: listed.department }),
    company: ({ id, name }: Company) => ({
      self: url("company", id),
      theType: "company",
      entityId: id,
      name,
      shortname: name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    }),
    identity: (user: User, cli: ExternalNumber | null) => ({
      ...resource("identity", user.identityId),
      order: 0,
      cli: cli && url("externalNumber", cli.id),
      extension: url("extension", extensionIdOf(user)),
    }),
    extension: (user: User) => ({
      ...resource("extension", extensionIdOf(user)),
      extension: user.extension,
    }),
    queue: (queue: Queue) => ({
      ...resource("queue", queue.id),
      name: queue.name,
      joinEmpty: "yes",
      leaveWhenEmpty: "no",
    }),
    externalNumber: ({ id, number, name }: ExternalNumber) => ({
      ...resource("externalNumber", id),
      number,
      name,
      useAsCli: true,
      useForInbound: true,
    }),
    dpSwitch: ({ id, name, labels, setting }: CallFlowSwitch) => ({
      ...resource("dpSwitch", id),
      name,
      currentSetting: setting,
      settings: labels.map((label, index) => ({ setting: index + 1, label })),
    }),
    status: ({ receiveCalls, displayStatus }: User) => ({
      receiveCalls: restStatus[receiveCalls],
      displayStatus,
    }),
    memberships: (user: User) =>
      [...user.memberships.values()].map(({ queueId, priority, callForward }) => ({
        queue: url("queue", queueId),
        priority,
        callForward,
      })),
  };
}

export type RestObjects = ReturnType<typeof restObjects>;

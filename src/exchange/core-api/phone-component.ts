import type { Call } from "../pbx/call.ts";
import type { Pbx } from "../pbx/pbx.ts";
import type { Component } from "./component.ts";
import { callXml, compassNamespaces, queueXml, tag, userXml } from "./xml.ts";

const compassNamespace = "http://iperity.com/compass";

/** `phone.<domain>`: who the company is, and snapshots of users, queues and calls (core API section 4). */
export function phoneComponent(pbx: Pbx, domain: string): Component {
  const { company } = pbx;
  const result = (type: string, children: string) =>
    `<result ${compassNamespaces} xsi:type="${type}">${children}</result>`;

  const waitingIn = () => {
    const byQueue = new Map<string, string[]>();
    for (const { id, destination } of pbx.calls.values()) {
      if (destination.place.type !== "Queue") continue;
      const ids = byQueue.get(destination.place.queueId);
      if (ids) ids.push(id);
      else byQueue.set(destination.place.queueId, [id]);
    }
    return byQueue;
  };
  // Parents first: the platform's own client looks a parent up while it reads the child.
  const parentsFirst = (calls: Iterable<Call>) =>
    [...calls].sort((a, b) => Number(a.parentId !== null) - Number(b.parentId !== null));

  const snapshot = (type: string): string | null => {
    switch (type) {
      case "user":
        return [...company.users.values()].map((user) => userXml(user, domain)).join("");
      case "queue": {
        const waiting = waitingIn();
        return [...company.queues.values()]
          .map((queue) => queueXml(queue, waiting.get(queue.id) ?? [], domain))
          .join("");
      }
      case "call":
        return parentsFirst(pbx.calls.values()).map(callXml).join("");
      default:
        return null;
    }
  };

  return {
    request({ payload, answer, refuse }) {
      if (payload.is("ping", "urn:xmpp:ping")) return answer("");
      if (!payload.is("request", compassNamespace)) return refuse("cancel", "service-unavailable");
      if (payload.attrs.type === "GET_COMPANY")
        return answer(result("getCompanyResult", tag("id", company.id) + tag("name", company.name)));
      if (payload.attrs.type !== "GET") return refuse("cancel", "feature-not-implemented");
      const children = snapshot(String(payload.getChild("filter")?.attrs.type));
      if (children === null) return refuse("modify", "bad-request");
      answer(result("getResult", children));
    },
    gone: () => undefined,
  };
}

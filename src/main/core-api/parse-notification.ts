import type { Element } from "ltx";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { Fact, FactContent, PropertyChanges } from "./facts.ts";
import {
  childOf,
  idOf,
  instant,
  parseCall,
  parseMembership,
  parseQueue,
  parseStatus,
  parseUser,
  text,
} from "./parse-entities.ts";

/** The facts of a pubsub message in their order (XEP-0060 event, core API 4.1); none in a message of another kind. */
export function parseEventMessage(message: Element): readonly Fact[] {
  const items = message.getChild("event")?.getChild("items")?.getChildren("item") ?? [];
  return items.flatMap((item) =>
    item.getChildren("notification").map((notification) => ({
      ...parseNotification(notification),
      saidAt: instant(String(notification.attrs.timestamp ?? "")),
    })),
  );
}

/** One notification (core API section 6), told apart by its `type` attribute. */
function parseNotification(notification: Element): FactContent {
  const type = String(notification.attrs.type ?? "");
  const callId = idOf<CallId>(text(notification, "callId"));
  const queueId = idOf<QueueId>(text(notification, "queueId"));
  const userId = idOf<UserId>(text(notification, "userId"));
  const unknown: FactContent = { kind: "unknown", type };
  switch (type.replace(/^notification\./, "")) {
    case "call.start":
    case "call.update":
      return callFact(notification) ?? unknown;
    case "call.end":
      return callId ? { kind: "call-ended", callId, reason: text(notification, "endReason") } : unknown;
    case "call.stepresult":
      return callId ? { kind: "call-step", callId, result: text(notification, "result") } : unknown;
    case "call.queueExit":
      return callId ? { kind: "queue-exit", callId, reason: text(notification, "queueExit") } : unknown;
    case "queue.call.enter":
      return queueCallFact("queue-call-entered", notification) ?? unknown;
    case "queue.call.leave":
      return queueCallFact("queue-call-left", notification) ?? unknown;
    case "queue.create": {
      const parsed = parsedChild(notification, "queue", parseQueue);
      return parsed ? { kind: "queue", ...parsed } : unknown;
    }
    case "queue.update":
      return queueId ? { kind: "queue-changed", queueId, changes: changesOf(notification) } : unknown;
    case "queue.destroy":
      return queueId ? { kind: "queue-gone", queueId } : unknown;
    case "queueMember.enter":
    case "queueMember.update": {
      const membership = parsedChild(notification, "member", parseMembership);
      return membership ? { kind: "member", membership } : unknown;
    }
    case "queueMember.leave": {
      const membership = parsedChild(notification, "member", parseMembership);
      return membership
        ? { kind: "member-gone", queueId: membership.queueId, userId: membership.userId }
        : unknown;
    }
    case "user.create":
      return userFact(notification) ?? (userId ? { kind: "user-made", userId } : unknown);
    case "user.update":
      return userId ? { kind: "user-changed", userId, changes: changesOf(notification) } : unknown;
    case "user.destroy":
      return userId ? { kind: "user-gone", userId } : unknown;
    case "user.status":
      // Very old servers put the whole user inside.
      return (
        userFact(notification) ??
        (userId ? { kind: "user-status", userId, status: parseStatus(notification) } : unknown)
      );
    default:
      // Whatever is new about it, a call in it is whole.
      return callFact(notification) ?? unknown;
  }
}

function parsedChild<T>(parent: Element, name: string, parse: (child: Element) => T | null): T | null {
  const child = childOf(parent, name);
  return child ? parse(child) : null;
}

function callFact(notification: Element): FactContent | null {
  const parsed = parsedChild(notification, "call", parseCall);
  if (!parsed) return null;
  const { call, ended } = parsed;
  return ended ? { kind: "call-ended", callId: call.callId, reason: null } : { kind: "call", call };
}

function queueCallFact(
  kind: "queue-call-entered" | "queue-call-left",
  notification: Element,
): FactContent | null {
  const queueId = idOf<QueueId>(text(notification, "queueId"));
  const callId = parsedChild(notification, "queueCall", (child) => idOf<CallId>(text(child, "callId")));
  return queueId && callId ? { kind, queueId, callId } : null;
}

function userFact(notification: Element): FactContent | null {
  const parsed = parsedChild(notification, "user", parseUser);
  return parsed && { kind: "user", user: parsed.user, memberships: parsed.memberships };
}

const changesOf = (notification: Element): PropertyChanges =>
  new Map(
    notification
      .getChildren("propertyChange")
      .map((change) => [text(change, "name") ?? "", text(change, "newValue") ?? ""]),
  );

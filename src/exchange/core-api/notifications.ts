import type { PbxEvent } from "../pbx/events.ts";
import { callXml, compassNamespaces, memberXml, seconds, statusXml, tag } from "./xml.ts";

function body(event: PbxEvent): readonly [type: string, schemaType: string, children: string] {
  switch (event.type) {
    case "call.started":
      return ["call.start", "callStart", callXml(event.call)];
    case "call.updated":
      return [
        "call.update",
        "callUpdate",
        tag("callId", event.call.id) + tag("updateType", event.updateType) + callXml(event.call),
      ];
    case "call.ended":
      return ["call.end", "callEnd", tag("callId", event.call.id) + tag("endReason", event.reason)];
    case "call.queue-exit":
      return ["call.queueExit", "callQueueExit", tag("callId", event.callId) + tag("queueExit", event.exit)];
    case "queue.call-entered":
    case "queue.call-left": {
      const children = `${tag("queueId", event.queueId)}<queueCall>${tag("callId", event.callId)}</queueCall>`;
      return event.type === "queue.call-entered"
        ? ["queue.call.enter", "queueCallEnter", children]
        : ["queue.call.leave", "queueCallLeave", children];
    }
    case "member.entered":
      return ["queueMember.enter", "queueMemberEnter", `<member>${memberXml(event.member)}</member>`];
    case "member.left":
      return ["queueMember.leave", "queueMemberLeave", `<member>${memberXml(event.member)}</member>`];
    case "member.updated":
      return [
        "queueMember.update",
        "queueMemberUpdate",
        `<member>${memberXml(event.member)}</member>${changeXml("priority", String(event.oldPriority), String(event.member.priority))}`,
      ];
    case "user.updated":
      return [
        "user.update",
        "userUpdate",
        tag("userId", event.user.id) + changeXml(event.property, event.oldValue, event.newValue),
      ];
    case "user.status":
      return ["user.status", "userStatus", tag("userId", event.user.id) + statusXml(event.user)];
  }
}

const changeXml = (name: string, oldValue: string, newValue: string) =>
  `<propertyChange>${tag("name", name)}${tag("oldValue", oldValue)}${tag("newValue", newValue)}</propertyChange>`;

/** The notification for an event, as core API section 6 has it. */
export function notificationXml(event: PbxEvent, now: number): string {
  const [type, schemaType, children] = body(event);
  return (
    `<notification ${compassNamespaces} type="notification.${type}" xsi:type="${schemaType}Notification" ` +
    `timestamp="${seconds(now)}">${children}</notification>`
  );
}

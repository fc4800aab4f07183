import type { Place } from "./call.ts";
import type { Company, Queue, User } from "./company.ts";
import type { CallerId } from "./phones.ts";

export const userPlace = (user: User): Place & { type: "User" } => ({
  type: "User",
  userId: user.id,
  userName: user.name,
  identityId: user.identityId,
});

export const queuePlace = (queue: Queue): Place => ({
  type: "Queue",
  queueId: queue.id,
  queueName: queue.name,
});

/** How the party at this place shows on the phone that it calls. */
export function callerIdOf(place: Place, company: Company): CallerId {
  switch (place.type) {
    case "User":
      return { number: company.users.get(place.userId)?.extension ?? "", name: place.userName };
    case "External":
      return {
        number: place.number,
        name: place.name === "" || place.name === place.number ? null : place.name,
      };
    case "Queue":
      return { number: company.queues.get(place.queueId)?.extension ?? "", name: place.queueName };
    case "Dialplan":
      return { number: place.exten, name: place.description || null };
    case "Resource":
      return { number: "", name: place.name };
  }
}

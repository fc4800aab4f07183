import type { Company, Queue, Target, User } from "./company.ts";
import { isSlot, parkNumber } from "./parking.ts";
import { pickUpPrefix } from "./picking-up.ts";

/** Before a colleague's extension: his voicemail. */
export const voicemailPrefix = "*97";

/** Where a dialled number leads. */
export type Route =
  | { readonly kind: "user"; readonly user: User }
  | { readonly kind: "queue"; readonly queue: Queue }
  | { readonly kind: "voicemail"; readonly id: string; readonly name: string }
  | { readonly kind: "park" }
  | { readonly kind: "slot"; readonly slot: string }
  /** Whoever rings at this user's phone. */
  | { readonly kind: "pick-up"; readonly user: User }
  | { readonly kind: "outside"; readonly number: string }
  | { readonly kind: "nowhere" };

export type DialPlan = (dialled: string) => Route;

const countryCode = "31";

/** National and `+`/`00` forms become the international form without `+`, as the platform writes numbers. */
function internationalNumber(dialled: string): string {
  const digits = dialled.replace(/[^\d+]/g, "");
  if (digits.startsWith("+")) return digits.slice(1);
  if (digits.startsWith("00")) return digits.slice(2);
  if (digits.startsWith("0")) return countryCode + digits.slice(1);
  return digits;
}

/** 112 first, then extensions and queues, places to park, phones that ring, voicemail, the company's own numbers, and the world outside. */
export function dialPlan(company: Company): DialPlan {
  const users = new Map([...company.users.values()].map((user) => [user.extension, user]));
  const queues = new Map([...company.queues.values()].map((queue) => [queue.extension, queue]));

  const follow = (target: Target): Route => {
    switch (target.kind) {
      case "user": {
        const user = company.users.get(target.userId);
        return user ? { kind: "user", user } : { kind: "nowhere" };
      }
      case "queue": {
        const queue = company.queues.get(target.queueId);
        return queue ? { kind: "queue", queue } : { kind: "nowhere" };
      }
      case "voicemail":
        return target;
      case "switch": {
        const setting = company.switches.get(target.switchId)?.setting ?? 1;
        const next = target.targets[setting - 1] ?? target.targets[0];
        return next ? follow(next) : { kind: "nowhere" };
      }
    }
  };

  return (dialled) => {
    if (dialled === "112") return { kind: "outside", number: dialled };
    const user = users.get(dialled);
    if (user) return { kind: "user", user };
    const queue = queues.get(dialled);
    if (queue) return { kind: "queue", queue };
    if (dialled === parkNumber) return { kind: "park" };
    if (isSlot(dialled)) return { kind: "slot", slot: dialled };
    if (dialled.startsWith(pickUpPrefix)) {
      const ringing = users.get(dialled.slice(pickUpPrefix.length));
      return ringing ? { kind: "pick-up", user: ringing } : { kind: "nowhere" };
    }
    const absent = dialled.startsWith(voicemailPrefix) && users.get(dialled.slice(voicemailPrefix.length));
    if (absent) return { kind: "voicemail", id: `voicemail-${absent.id}`, name: absent.name };
    const number = internationalNumber(dialled);
    const target = company.routes.get(number);
    if (target) return follow(target);
    return /^\d{8,15}$/.test(number) ? { kind: "outside", number } : { kind: "nowhere" };
  };
}

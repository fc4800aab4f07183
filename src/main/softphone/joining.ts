import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Conference } from "./conference.ts";
import type { LiveCall } from "./live-call.ts";

/** Lets the other sides of two calls talk with each other, without us. The value is the outcome, which may take as long as a ring. */
export async function connectCalls(
  call: LiveCall,
  to: LiveCall,
  ringMs: number,
): Promise<Result<Promise<Result<void>>>> {
  if (call === to) return refused("wrong-call-state", "itself");
  const { state } = to.facts();
  switch (state) {
    case "dialling": {
      const asked = await call.connectRinging(to.joined, ringMs);
      return asked.ok ? success(Promise.resolve(asked)) : asked;
    }
    case "talking":
    case "on-hold":
    case "returned":
      return call.connectTalking(to.joined);
    case "incoming":
    case "transferring":
      return refused("wrong-call-state", state);
  }
}

/** Talks with both and lets them hear each other. */
export async function confer(
  members: readonly [LiveCall, LiveCall],
  conference: Conference,
  holdAllBut: (calls: readonly LiveCall[]) => Promise<Result<void>>,
): Promise<Result<void>> {
  if (members[0] === members[1]) return refused("wrong-call-state", "itself");
  for (const { facts } of members) {
    const { state } = facts();
    if (state !== "talking" && state !== "on-hold") return refused("wrong-call-state", state);
  }
  const free = await holdAllBut(members);
  if (!free.ok) return free;
  for (const member of members) {
    const up = member.facts().state === "talking" ? success(undefined) : await member.resume();
    if (!up.ok) return up;
  }
  conference.start(members);
  return success(undefined);
}

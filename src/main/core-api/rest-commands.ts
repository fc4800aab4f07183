import { z } from "zod";
import { IceServer } from "../../shared/contract/audio.ts";
import type { UserStatus } from "../../shared/model/colleague.ts";
import type { QueueId, UserId } from "../../shared/model/ids.ts";
import type { Feature } from "../../shared/model/product-state.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { CoreCommands } from "./commands.ts";
import type { RestClient } from "./rest-client.ts";
import { type MembershipTerms, readAs, readTerms } from "./rest-company.ts";

const statusWords: Record<UserStatus, string> = {
  available: "receiveAll",
  "no-queue-calls": "receiveOnlyDirect",
  "no-calls": "receiveNone",
};

const Softphone = z.object({
  sipAddress: z.string().startsWith("sip:"),
  webSocketUrl: z.url({ protocol: /^wss?$/ }),
  authorizationUser: z.string(),
  password: z.string(),
  displayName: z.string(),
  iceServers: z.array(IceServer).default([]),
  parkNumber: z.string().min(1).nullable().default(null),
  pickUpPrefix: z.string().min(1).nullable().default(null),
  voicemailPrefix: z.string().min(1).nullable().default(null),
});

const ordinary: MembershipTerms = { priority: 1, callForward: false };

/** Whose commands these are; null while nobody is signed in. */
export interface CommandContext {
  readonly rest: RestClient;
  readonly userId: UserId;
  /** Switches are not on the feed: after a change of ours they are read again. */
  readonly switchChanged: () => void;
  /** For which features this user turned out to have no licence; kept for the next session. */
  readonly unlicensed: Set<Feature>;
  readonly identityChanged: () => void;
}

/** Commands over REST v3 (core API section 3). */
export function createCommands(context: () => CommandContext | null): CoreCommands {
  async function run(
    act: (context: CommandContext) => Promise<Result<unknown>>,
    notFound: Result<never> | null = null,
  ): Promise<Result<void>> {
    const signedIn = context();
    if (!signedIn) return refused("not-signed-in");
    const answer = await act(signedIn);
    if (answer.ok) return success(undefined);
    return notFound && isNotFound(answer) ? notFound : answer;
  }
  const left = new Map<string, MembershipTerms>();
  const membership = ({ rest, userId }: CommandContext, queueId: QueueId) =>
    rest.url("user", userId, "queue", queueId);
  const own = ({ rest, userId }: CommandContext, what: string) => rest.url("user", userId, what);

  return {
    setStatus: (status) =>
      run((signedIn) => signedIn.rest.post(own(signedIn, "status"), { receiveCalls: statusWords[status] })),
    joinQueue: (queueId, priority) =>
      run((signedIn) =>
        signedIn.rest.post(own(signedIn, "loginQueue"), {
          queue: signedIn.rest.url("queue", queueId),
          ...(left.get(membership(signedIn, queueId)) ?? ordinary),
          ...(priority !== null && { priority }),
        }),
      ),
    leaveQueue: (queueId) =>
      run(async (signedIn) => {
        const { rest, userId } = signedIn;
        const terms = await readTerms(rest, userId, queueId);
        if (terms) left.set(membership(signedIn, queueId), terms);
        return rest.post(own(signedIn, "logoutQueue"), { queue: rest.url("queue", queueId) });
      }),
    pickUpQueueCall: (callId) =>
      run(
        (signedIn) =>
          licensed(signedIn, "queue-pickup", () =>
            signedIn.rest.post(own(signedIn, "pickupQueueCall"), { call: callId }),
          ),
        refused("no-such-call"),
      ),
    setSwitch: (switchId, setting) =>
      run(async (signedIn) => {
        const changed = await signedIn.rest.patch(switchId, { currentSetting: setting });
        signedIn.switchChanged();
        return changed;
      }),
    async softphoneAccount() {
      const signedIn = context();
      if (!signedIn) return refused("not-signed-in");
      const account = await readAs(Softphone, signedIn.rest, own(signedIn, "softphone"));
      const none = !account.ok && (account.refusal.code === "not-licensed" || isNotFound(account));
      return none ? success(null) : account;
    },
  };
}

/** What was refused once for want of a licence is not asked again. */
async function licensed(
  { unlicensed, identityChanged }: CommandContext,
  feature: Feature,
  act: () => Promise<Result<unknown>>,
): Promise<Result<unknown>> {
  if (unlicensed.has(feature)) return refused("not-licensed", "HTTP 403, as before");
  const answer = await act();
  if (!answer.ok && answer.refusal.code === "not-licensed") {
    unlicensed.add(feature);
    identityChanged();
  }
  return answer;
}

const isNotFound = (result: Result<unknown>): boolean =>
  !result.ok && result.refusal.detail?.startsWith("HTTP 404") === true;

import { z } from "zod";
import type { QueueId, SwitchId, UserId } from "../../shared/model/ids.ts";
import type { CallFlowSwitch } from "../../shared/model/queue.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { CompanyDirectory } from "./facts.ts";
import type { RestClient } from "./rest-client.ts";

/** What lacks what it cannot be without is passed over, as with the feed: one odd object does not hide the others. */
const listOf = <S extends z.ZodType>(item: S) =>
  z.array(z.unknown()).transform((list) =>
    list.flatMap((each) => {
      const parsed = item.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    }),
  );

const Users = listOf(z.object({ entityId: z.coerce.string(), department: z.string().nullish() }));
const ExternalNumbers = listOf(z.object({ number: z.string(), name: z.string().nullish() }));
const Identities = listOf(z.object({ self: z.url(), order: z.number().nullish() }));
const Switches = listOf(
  z.object({
    self: z.url(),
    name: z.string(),
    currentSetting: z.int(),
    // How the platform tells labels is not public; our exchange tells them so.
    settings: z
      .array(z.object({ setting: z.int(), label: z.string() }))
      .optional()
      .catch(undefined),
  }),
);

/**
 * What REST knows of the company beyond the feed: departments (where the core tells them) and the names of its numbers. Whoever may
 * not read the one may still read the other.
 */
export async function readCompanyDirectory(
  rest: RestClient,
  companyId: string,
): Promise<Result<CompanyDirectory>> {
  const [users, numbers] = await Promise.all([
    readAs(Users, rest, rest.url("company", companyId, "users")),
    readAs(ExternalNumbers, rest, rest.url("company", companyId, "externalNumbers")),
  ]);
  if (!users.ok && !numbers.ok) return users;
  return success({
    departments: new Map(
      (users.ok ? users.value : []).flatMap(({ entityId, department }) =>
        department ? [[entityId as UserId, department] as const] : [],
      ),
    ),
    externalNumbers: (numbers.ok ? numbers.value : []).map(({ number, name }) => ({
      number,
      name: name || null,
    })),
  });
}

/** The switches of the dial plan. A switch's id is its `self`: casing of paths differs, and references are URLs (core API 2). */
export async function readSwitches(rest: RestClient, companyId: string): Promise<Result<CallFlowSwitch[]>> {
  const switches = await readAs(Switches, rest, rest.url("company", companyId, "dpSwitches"));
  if (!switches.ok) return switches;
  return success(
    switches.value.map(({ self, name, currentSetting, settings }) => ({
      switchId: self as SwitchId,
      name,
      setting: currentSetting,
      settings: settings ?? [{ setting: currentSetting, label: String(currentSetting) }],
    })),
  );
}

const Memberships = listOf(
  z.object({ queue: z.url(), priority: z.coerce.number().int(), callForward: z.boolean().default(false) }),
);

export interface MembershipTerms {
  readonly priority: number;
  /** Whether the user's own forwards hold for calls of the queue. */
  readonly callForward: boolean;
}

/** On which terms this user is in a queue; null: in none, or not told. The core forgets them when he leaves (core API section 9). */
export async function readTerms(
  rest: RestClient,
  userId: UserId,
  queueId: QueueId,
): Promise<MembershipTerms | null> {
  const identities = await readAs(Identities, rest, rest.url("user", userId, "identities"));
  const mine = identities.ok ? identities.value : [];
  const primary = mine.find(({ order }) => order === 0) ?? mine[0];
  if (!primary) return null;
  const memberships = await readAs(Memberships, rest, `${primary.self}/queueMemberships`);
  const found = memberships.ok ? memberships.value.find(({ queue }) => idIn(queue) === queueId) : null;
  return found ?? null;
}

const idIn = (reference: string) => decodeURIComponent(new URL(reference).pathname.split("/").at(-1) ?? "");

/** The ids of this user's identities, by which the core's files name who was in a call. */
export async function readIdentities(rest: RestClient, userId: UserId): Promise<Result<readonly string[]>> {
  const identities = await readAs(Identities, rest, rest.url("user", userId, "identities"));
  if (!identities.ok) return identities;
  return success(identities.value.map(({ self }) => idIn(self)));
}

export async function readAs<S extends z.ZodType>(
  schema: S,
  rest: RestClient,
  url: string,
): Promise<Result<z.infer<S>>> {
  const answer = await rest.get(url);
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.value);
  return parsed.success
    ? success(parsed.data)
    : refused("server-not-core-api", `${new URL(url).pathname}: ${parsed.error.issues[0]?.message}`);
}

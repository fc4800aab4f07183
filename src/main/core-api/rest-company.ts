import { z } from "zod";
import type { SwitchId, UserId } from "../../shared/model/ids.ts";
import type { CallFlowSwitch } from "../../shared/model/queue.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { CompanyDirectory } from "./facts.ts";
import type { RestClient } from "./rest-client.ts";

const Users = z.array(z.object({ entityId: z.coerce.string(), department: z.string().nullish() }));
const ExternalNumbers = z.array(z.object({ number: z.string(), name: z.string().nullish() }));
const Identities = z.array(z.object({ self: z.url() }));
const Switches = z.array(
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

/** What REST knows of the company beyond the feed: departments (where the core tells them) and the names of its numbers. */
export async function readCompanyDirectory(
  rest: RestClient,
  companyId: string,
): Promise<Result<CompanyDirectory>> {
  const [users, numbers] = await Promise.all([
    readAs(Users, rest, rest.url("company", companyId, "users")),
    readAs(ExternalNumbers, rest, rest.url("company", companyId, "externalNumbers")),
  ]);
  if (!users.ok) return users;
  if (!numbers.ok) return numbers;
  return success({
    departments: new Map(
      users.value.flatMap(({ entityId, department }) =>
        department ? [[entityId as UserId, department] as const] : [],
      ),
    ),
    externalNumbers: numbers.value.map(({ number, name }) => ({ number, name: name || null })),
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

/** The ids of this user's identities, by which the core's files name who was in a call. */
export async function readIdentities(rest: RestClient, userId: UserId): Promise<Result<readonly string[]>> {
  const identities = await readAs(Identities, rest, rest.url("user", userId, "identities"));
  if (!identities.ok) return identities;
  return success(
    identities.value.map(({ self }) => decodeURIComponent(new URL(self).pathname.split("/").at(-1) ?? "")),
  );
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

import type { RequestListener } from "node:http";
import type { Place } from "../pbx/call.ts";
import type { Company } from "../pbx/company.ts";
import type { Accounts } from "./accounts.ts";
import type {
  CallRecord,
  CallRecords,
  CallStep,
  PastRecords,
  QueueRecord,
  UserStep,
} from "./call-records.ts";
import { requestUrl } from "./url.ts";

type Row = Readonly<Record<string, string | number>>;

/** "YYYY-MM-DD hh:mm:ss" of the exchange's own place; its offset is in the column `timezone`. */
export function localTime(instant: number | null): string {
  if (instant === null) return "";
  const at = new Date(instant - new Date(instant).getTimezoneOffset() * 60_000);
  return at.toISOString().slice(0, 19).replace("T", " ");
}

function timezone(instant: number): string {
  const minutes = -new Date(instant).getTimezoneOffset();
  const two = (value: number) => String(Math.trunc(value)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

const numberOf = (place: Place, company: Company): string => {
  if (place.type === "External") return place.number;
  return place.type === "User" ? (company.users.get(place.userId)?.extension ?? "") : "";
};
const nameOf = (place: Place): string =>
  place.type === "External" ? place.name : place.type === "User" ? place.userName : "";
const endReasons = {
  SOURCE_HANGUP: "caller",
  DESTINATION_HANGUP: "callee",
  DESTINATION_BUSY: "busy",
  REPLACE: "replace",
} as const;

function companyRow(company: Company, record: CallRecord): Row {
  const { from } = record;
  // The company's file knows no "replace": for the one who called, the called side ended it.
  const reason = record.reason === "REPLACE" ? "DESTINATION_HANGUP" : record.reason;
  return {
    call_id: record.id,
    start_time: localTime(record.startedAt),
    answer_time: localTime(record.answeredAt),
    end_time: localTime(record.endedAt),
    timezone: timezone(record.startedAt),
    from_type: from.type === "External" ? "external" : "identity",
    from_id: from.type === "User" ? from.identityId : "",
    from_number: numberOf(from, company),
    from_name: nameOf(from),
    to_number: record.dialled,
    end_reason: reason ? endReasons[reason] : "",
  };
}

function queueRow(company: Company, visit: QueueRecord): Row {
  const { call, enteredAt, agent } = visit;
  const leftAt = visit.leftAt ?? enteredAt;
  // He may have handed the caller on: the rest is not his.
  const partedAt = agent && (call.users.get(agent.userId)?.leftAt ?? call.endedAt);
  const talked = partedAt === null ? 0 : partedAt - leftAt;
  return {
    call_id: call.id,
    start_time: localTime(enteredAt),
    timezone: timezone(enteredAt),
    wait_duration: Math.round((leftAt - enteredAt) / 1000),
    agent_duration: Math.round(talked / 1000),
    queue_id: visit.queueId,
    queue_name: visit.queueName,
    agent_id: agent?.userId ?? "",
    agent_name: agent?.userName ?? "",
    from_number: numberOf(call.from, company),
  };
}

function userRows(company: Company, record: CallRecord): readonly Row[] {
  return [...record.users.values()].map(({ place, incoming, startedAt, answeredAt, leftAt }) => ({
    call_id: record.id,
    parent_id: record.parentId ?? "",
    start_time: localTime(startedAt),
    answer_time: localTime(answeredAt),
    end_time: localTime(leftAt ?? record.endedAt),
    timezone: timezone(startedAt),
    identity_id: place.identityId,
    identity_name: place.userName,
    direction: incoming ? "incoming" : "outgoing",
    number: incoming ? numberOf(record.from, company) : record.dialled,
  }));
}

function party(side: "caller" | "callee", place: Place, company: Company): Row {
  const types = { User: "identity", External: "external", Queue: "queue", Dialplan: "pbx", Resource: "pbx" };
  const id = place.type === "User" ? place.identityId : place.type === "Queue" ? place.queueId : "";
  const number = place.type === "Dialplan" ? place.exten : numberOf(place, company);
  const description = place.type === "Queue" ? place.queueName : nameOf(place);
  return {
    [`${side}_type`]: types[place.type],
    [`${side}_id`]: id,
    [`${side}_number`]: number,
    [`${side}_desc`]: description,
  };
}

const pointStates = { RINGING: "ring", ANSWERED: "answered", DISCONNECTED: "down" } as const;

function callStepRow(company: Company, step: CallStep): Row {
  const state = step.state as keyof typeof pointStates;
  return {
    id: step.id,
    company_id: company.id,
    call_id: step.callId,
    parent_id: step.parentId ?? "",
    step: step.step,
    timestamp: localTime(step.at),
    ...party("caller", step.source.place, company),
    caller_state: step.source.state.toLowerCase(),
    ...party("callee", step.destination.place, company),
    callee_state: step.destination.state.toLowerCase(),
    state: pointStates[state] ?? "conn",
    end_reason: step.reason ? endReasons[step.reason] : "",
    queue_exit: step.queueExit,
  };
}

function userStepRow(company: Company, step: UserStep): Row {
  return {
    id: step.id,
    timestamp: localTime(step.at),
    company_id: company.id,
    company_name: company.name,
    event_type: step.type,
    event_data: "",
    user_id: step.user.id,
    user_name: step.user.username,
    user_fullname: step.user.name,
    identity_id: step.user.identityId,
    identity_name: step.user.name,
    target_type: step.target?.type ?? "",
    target_id: step.target?.id ?? "",
    target_name: step.target?.name ?? "",
    receive_calls: step.receiveCalls.toLowerCase(),
    display_status: step.displayStatus,
    call_id: step.callId,
    end_time: localTime(step.endsAt),
  };
}

const quoted = (value: string | number) =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

function csv(columns: string, rows: readonly Row[]): string {
  const names = columns.split(" ");
  const lines = rows.map((row) => names.map((name) => quoted(row[name] ?? "")).join(","));
  return `${[names.join(","), ...lines].join("\n")}\n`;
}

const columns = {
  company:
    "call_id start_time answer_time end_time timezone from_type from_id from_number from_name to_number end_reason",
  queue:
    "call_id start_time timezone wait_duration agent_duration queue_id queue_name agent_id agent_name from_number",
  user: "call_id parent_id start_time answer_time end_time timezone identity_id identity_name direction number",
  calls:
    "id company_id call_id parent_id step timestamp caller_type caller_id caller_number caller_desc caller_state callee_type callee_id callee_number callee_desc callee_state state end_reason queue_exit",
  users:
    "id timestamp company_id company_name event_type event_data user_id user_name user_fullname identity_id identity_name target_type target_id target_name receive_calls display_status call_id end_time",
} as const;

/**
 * The files API (core API section 10): `/cdr/<company>/<day>/<company|user|queue>.csv` with the calls that are over, and
 * `/events/<company>/<calls|users>?startTime=&endTime=` (Unix seconds). Needs read rights on the company.
 */
export function filesHandler(
  accounts: Accounts,
  company: Company,
  records: CallRecords,
  past: PastRecords,
): RequestListener {
  const cdr = (day: string, kind: string): string | null => {
    const ofDay = (at: number) => localTime(at).startsWith(day);
    const before = past.of(day);
    const calls = [
      ...before.calls,
      ...records.calls.filter(({ startedAt, endedAt }) => endedAt !== null && ofDay(startedAt)),
    ];
    const visits = [
      ...before.visits,
      ...records.visits.filter(({ call, enteredAt }) => call.endedAt !== null && ofDay(enteredAt)),
    ];
    switch (kind) {
      case "company":
        return csv(
          columns.company,
          calls.filter(({ parentId }) => parentId === null).map((record) => companyRow(company, record)),
        );
      case "queue":
        return csv(
          columns.queue,
          visits.map((visit) => queueRow(company, visit)),
        );
      case "user":
        return csv(
          columns.user,
          calls.flatMap((record) => userRows(company, record)),
        );
      default:
        return null;
    }
  };
  const events = (kind: string, from: number, to: number): string | null => {
    const within = ({ at }: { readonly at: number }) => at >= from && at < to;
    if (kind === "calls")
      return csv(
        columns.calls,
        [...past.days.flatMap((day) => past.of(day).callSteps), ...records.callSteps]
          .filter(within)
          .map((step) => callStepRow(company, step)),
      );
    if (kind !== "users") return null;
    return csv(
      columns.users,
      records.userSteps.filter(within).map((step) => userStepRow(company, step)),
    );
  };

  return (request, response) => {
    const me = accounts.authenticate(request);
    if (!me) {
      response.setHeader("WWW-Authenticate", 'Basic realm="exchange", charset="UTF-8"');
      return response.writeHead(401).end();
    }
    const url = requestUrl(request);
    if (!url) return response.writeHead(400).end();
    const { pathname, searchParams } = url;
    const [, area, companyId, first = "", second = ""] = pathname.split("/");
    if (companyId !== company.id) return response.writeHead(404).end();
    if (me.permission === "permNone") return response.writeHead(403).end();
    const time = (name: string, otherwise: number) => Number(searchParams.get(name) ?? otherwise) * 1000;
    const text =
      area === "cdr"
        ? cdr(first, second.replace(/\.csv$/, ""))
        : area === "events"
          ? events(first, time("startTime", 0), time("endTime", 1e12))
          : null;
    if (text === null) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": "text/csv; charset=utf-8" }).end(text);
  };
}

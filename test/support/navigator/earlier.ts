import type { EarlierCall } from "../../../src/shared/model/history.ts";
import { CallId } from "../../../src/shared/model/ids.ts";
import { now } from "./company.ts";

const hour = 3_600_000;

const earlier = (id: string, hoursAgo: number, rest: Partial<EarlierCall>): EarlierCall => ({
  callId: CallId.parse(id),
  at: now - hoursAgo * hour,
  colleagueName: null,
  outcome: "talked",
  queueName: "Front desk",
  note: "",
  ...rest,
});

/** What there was with a caller before: she did not get through this morning, and Eva Mulder wrote of the call before that. */
export const earlierCalls: readonly EarlierCall[] = [
  earlier("e1", 3, { outcome: "abandoned" }),
  earlier("e2", 28, { colleagueName: "Eva Mulder", note: "invoice 2231, asks for Mark" }),
  earlier("e3", 150, { colleagueName: "Anna Bakker" }),
];

/** As many calls as are ever told, the newest a long time ago. */
export const manyEarlierCalls: readonly EarlierCall[] = [1, 2, 3, 4, 5].map((at) =>
  earlier(`m${at}`, at * 400, {
    colleagueName: "Willemijn van Oldenbarnevelt-Schimmelpenninck",
    note:
      at === 1
        ? "Wants a technician on Thursday morning; the router was replaced and still drops at night."
        : "",
  }),
);

import type { RequestInput } from "../shared/contract/requests.ts";
import { success } from "../shared/model/result.ts";
import { agentTimes } from "./stats/agent-times.ts";
import { explain } from "./stats/explain.ts";
import { spanAt } from "./stats/spans.ts";
import { defaultServiceLevelMs } from "./stats/tally.ts";
import type { Store } from "./store/rows.ts";
import type { ServiceLevels } from "./store/service-levels.ts";
import type { Clock } from "./support/clock.ts";

/** Figures that are counted when somebody asks: one function for each request, with its name. */
export function createFigures(options: {
  store: Pick<Store, "visitsOf" | "agentStaysWithin">;
  userData: Pick<ServiceLevels, "serviceLevelMs">;
  clock: Clock;
  /** IANA name. */
  timeZone: string;
}) {
  const { store, userData, clock, timeZone } = options;
  return {
    "statistics.explain"({ queueId, figure, span, formula = "default" }: RequestInput<"statistics.explain">) {
      const { from, to } = spanAt(span, clock.now(), timeZone);
      const serviceLevelMs = userData.serviceLevelMs(queueId) ?? defaultServiceLevelMs;
      const visits = store.visitsOf(queueId, from, to);
      return success({ from, to, ...explain(visits, { figure, formula, serviceLevelMs }) });
    },
    "statistics.agents"({ span }: RequestInput<"statistics.agents">) {
      const { from } = spanAt(span, clock.now(), timeZone);
      const to = clock.now();
      return success({ from, to, agents: agentTimes(store.agentStaysWithin(from, to), from, to) });
    },
  };
}

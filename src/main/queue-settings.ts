import type { RequestInput } from "../shared/contract/requests.ts";
import type { QueueId } from "../shared/model/ids.ts";
import { success } from "../shared/model/result.ts";
import type { AutoAnswerQueues } from "./store/auto-answer-queues.ts";
import type { ServiceLevels } from "./store/service-levels.ts";

/** What is chosen for a single queue: one function for each request, with its name. `changed`: the queue is shown otherwise now. */
export function createQueueSettings(
  userData: ServiceLevels & AutoAnswerQueues,
  changed: (queueId: QueueId) => void,
) {
  return {
    "queue.set-service-level"({ queueId, serviceLevelMs }: RequestInput<"queue.set-service-level">) {
      userData.setServiceLevel(queueId, serviceLevelMs);
      changed(queueId);
      return success({});
    },
    "queue.set-auto-answer"({ queueId, on }: RequestInput<"queue.set-auto-answer">) {
      userData.setAutoAnswer(queueId, on);
      changed(queueId);
      return success({});
    },
  };
}

import type { Database } from "better-sqlite3";
import type { QueueId } from "../../shared/model/ids.ts";

/** How soon an answer is in time, per queue. */
export interface ServiceLevels {
  /** null: nobody chose one for this queue. */
  serviceLevelMs(queueId: QueueId): number | null;
  setServiceLevel(queueId: QueueId, serviceLevelMs: number): void;
}

export function createServiceLevels(database: Database): ServiceLevels {
  const read = database
    .prepare<[string]>("SELECT service_level_ms FROM service_levels WHERE queue_id = ?")
    .pluck();
  const write = database.prepare("INSERT OR REPLACE INTO service_levels VALUES (?, ?)");
  return {
    serviceLevelMs(queueId) {
      const value = read.get(queueId);
      return typeof value === "number" ? value : null;
    },
    setServiceLevel: (queueId, serviceLevelMs) => void write.run(queueId, serviceLevelMs),
  };
}

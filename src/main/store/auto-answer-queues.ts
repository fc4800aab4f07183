import type { Database } from "better-sqlite3";
import type { QueueId } from "../../shared/model/ids.ts";

/** The queues whose calls this phone answers by itself. */
export interface AutoAnswerQueues {
  answersByItself(queueId: QueueId): boolean;
  setAutoAnswer(queueId: QueueId, on: boolean): void;
}

export function createAutoAnswerQueues(database: Database): AutoAnswerQueues {
  const read = database.prepare<[string]>("SELECT 1 FROM auto_answer WHERE queue_id = ?").pluck();
  const add = database.prepare("INSERT OR IGNORE INTO auto_answer VALUES (?)");
  const remove = database.prepare("DELETE FROM auto_answer WHERE queue_id = ?");
  return {
    answersByItself: (queueId) => read.get(queueId) !== undefined,
    setAutoAnswer: (queueId, on) => void (on ? add : remove).run(queueId),
  };
}

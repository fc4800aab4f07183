import { useMemo } from "react";
import { useConsole } from "../../console/context.ts";
import { isLoading } from "../../console/view-model/state.ts";
import { useWrite } from "../../kit/text.ts";
import { useBridge } from "../context.ts";
import { FigureTiles } from "./figure-tiles.tsx";
import { QueueTable } from "./queue-table.tsx";
import { UnservedQueues } from "./unserved-queues.tsx";
import { WaitingCallers } from "./waiting-callers.tsx";

/** The queues with their figures, and who waits in them. */
export function QueuesPage() {
  const write = useWrite();
  const queues = useConsole((state) => state.queues);
  const loading = useConsole(isLoading);
  const chosen = useBridge((state) => state.queueId !== null);
  const mine = useMemo(() => queues.filter(({ myPriority }) => myPriority !== null), [queues]);
  const others = useMemo(() => queues.filter(({ myPriority }) => myPriority === null), [queues]);
  return (
    <section className="queues-page fades" aria-label={write("region.queues")}>
      <UnservedQueues queues={queues} />
      <FigureTiles queues={mine} />
      {queues.length === 0 ? (
        <p className="nothing box">{write(loading ? "connection.loading" : "queue.none")}</p>
      ) : (
        <div className="boxes">
          <QueueTable title={write("bridge.my-queues")} queues={mine} />
          {(mine.length > 0 || chosen) && <WaitingCallers />}
          {others.length > 0 && <QueueTable title={write("bridge.other-queues")} queues={others} />}
        </div>
      )}
    </section>
  );
}

import { type CoreConnection, createCoreConnection } from "../../src/main/core-api/core-connection.ts";
import type { LookUpService } from "../../src/main/core-api/dns-services.ts";
import { createIngest, type Ingest } from "../../src/main/ingest/create-ingest.ts";
import { createPublisher } from "../../src/main/publish/create-publisher.ts";
import { openStore } from "../../src/main/store/open-store.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamItem, StreamName } from "../../src/shared/contract/streams.ts";
import type { Connection } from "../../src/shared/model/product-state.ts";

/** The data path from the core to the streams, joined as the product joins it, without phone and windows. */
export interface DataPath {
  readonly core: CoreConnection;
  readonly ingest: Ingest;
  /** Every state of the connection so far. */
  readonly history: readonly Connection[];
  readonly lines: readonly string[];
  /** A stream as it is now: its rows, or its value as the only one. */
  now<N extends StreamName>(stream: N): readonly StreamItem<N>[];
  close(): Promise<void>;
}

export function createDataPath({ lookUp }: { lookUp?: LookUpService } = {}): DataPath {
  const lines: string[] = [];
  const history: Connection[] = [];
  const clock = systemClock;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const log = createLog((line) => lines.push(line), clock.now);
  const store = openStore({ file: ":memory:", log, now: clock.now });
  const publisher = createPublisher({
    store,
    clock,
    log,
    timeZone,
    noteOf: () => "",
    colleagueNoteOf: () => "",
    serviceLevelOf: () => null,
    answersByItself: () => false,
  });
  const ingest = createIngest({
    store,
    clock,
    log,
    touched: publisher.touched,
    snapshotNeeded: () => core.refresh(),
  });
  const core: CoreConnection = createCoreConnection({
    clock,
    log,
    timeZone,
    ...(lookUp ? { lookUp } : {}),
    handlers: {
      connection(connection) {
        history.push(connection);
        publisher.set("connection", connection);
      },
      identity: (identity) => publisher.set("identity", identity),
      snapshot: ingest.snapshot,
      facts: ingest.facts,
      companyDirectory: ingest.companyDirectory,
      switches: ingest.switches,
      visitRecords: ingest.visitRecords,
      ownCalls: ingest.ownCalls,
    },
  });
  return {
    core,
    ingest,
    history,
    lines,
    now<N extends StreamName>(stream: N) {
      let content: readonly unknown[] = [];
      publisher.follow(stream, (frame) => {
        if (frame.kind !== "change") content = frame.kind === "rows" ? frame.rows : [frame.value];
      })();
      return content as readonly StreamItem<N>[];
    },
    async close() {
      await core.close();
      ingest.close();
      publisher.close();
      store.close();
    },
  };
}

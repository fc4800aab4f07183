import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Instant } from "../../shared/model/ids.ts";
import type { Entry, LiveKind } from "./live-change.ts";

/** One change as text: `value` is JSON, or "null" where something is gone. */
export const entryText = (at: Instant, kind: LiveKind, id: string, value: string): string =>
  `[${at},"${kind}",${JSON.stringify(id)},${value}]`;

/** Changes as they lie on the disk. The fastest compression is nearly as small as the best: what is said is much the same. */
export const packed = (entries: readonly string[]): Uint8Array =>
  deflateRawSync(`[${entries.join(",")}]`, { level: 1 });

/** null: damaged. */
export function unpacked(changes: Uint8Array): readonly Entry[] | null {
  try {
    return JSON.parse(inflateRawSync(changes).toString("utf8"));
  } catch {
    return null;
  }
}

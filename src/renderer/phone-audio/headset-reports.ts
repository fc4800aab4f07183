/** As WebHID gives them (HIDDevice, HIDReportItem): TypeScript's library does not know it. Usages carry their page: 0x000b0020. */
export interface HidItem {
  readonly isAbsolute?: boolean;
  readonly isArray?: boolean;
  readonly isConstant?: boolean;
  readonly isRange?: boolean;
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly reportSize?: number;
  readonly reportCount?: number;
}

interface HidReport {
  readonly reportId?: number;
  readonly items?: readonly HidItem[];
}

/** A collection's reports hold those of its children too. */
export interface HidCollection {
  readonly usagePage?: number;
  readonly inputReports?: readonly HidReport[];
  readonly outputReports?: readonly HidReport[];
}

/** One bit of a report, by what it means. */
interface Field {
  readonly usage: number;
  readonly bit: number;
  readonly isAbsolute: boolean;
}

export interface Layout {
  readonly reportId: number;
  readonly bytes: number;
  readonly fields: readonly Field[];
}

/** Where a report has its switches and lamps; what lists the keys that are down instead of having a bit for each is left out. */
export function layOut({ reportId = 0, items = [] }: HidReport): Layout {
  const fields: Field[] = [];
  let bit = 0;
  for (const item of items) {
    const { reportSize = 0, reportCount = 0, isAbsolute = true } = item;
    for (let index = 0; index < reportCount; index += 1) {
      const usage = usageAt(item, index);
      if (reportSize === 1 && usage !== undefined) fields.push({ usage, bit, isAbsolute });
      bit += reportSize;
    }
  }
  return { reportId, bytes: Math.ceil(bit / 8), fields };
}

/** Where there are more bits than usages, the last usage is that of all the rest (HID 1.11, 6.2.2.8). */
function usageAt(item: HidItem, index: number): number | undefined {
  if (item.isConstant || item.isArray) return undefined;
  if (item.isRange) return (item.usageMinimum ?? 0) + index;
  return item.usages?.[Math.min(index, item.usages.length - 1)];
}

export const readBit = (data: DataView, bit: number): boolean =>
  bit >> 3 < data.byteLength && ((data.getUint8(bit >> 3) >> (bit & 7)) & 1) === 1;

/** The report with those bits on whose usage is lit. */
export function writeReport(
  { bytes, fields }: Layout,
  lit: (usage: number) => boolean,
): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(bytes);
  for (const { usage, bit } of fields) {
    if (lit(usage)) data[bit >> 3] = (data[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return data;
}

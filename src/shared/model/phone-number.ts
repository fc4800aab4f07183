/**
 * The digits that tell one number from another, without the trunk or international zeros in front: compares `+31 6…`,
 * `0031 6…`, `316…` and, by its end, `06…`. Empty: withheld.
 */
export const significantDigits = (number: string | null): string =>
  (number ?? "").replace(/\D/g, "").replace(/^0+/, "");

const fewestTrailingDigits = 6;

/** Equal trailing digits, at least 6, or the whole of a shorter number (an extension); two withheld ones are the same too. */
export function sameNumber(one: string | null, other: string | null): boolean {
  const [a, b] = [significantDigits(one), significantDigits(other)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length < fewestTrailingDigits ? short === long : long.endsWith(short);
}

/**
 * The digits that tell one number from another, without the trunk or international zeros in front: compares `+31 6…`,
 * `0031 6…`, `316…` and, by its end, `06…`. Empty: withheld.
 */
export const significantDigits = (number: string | null): string =>
  (number ?? "").replace(/\D/g, "").replace(/^0+/, "");

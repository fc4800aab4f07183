/** The grid of colleagues, which the search box controls. */
export const directoryId = "directory";

/** The row of a colleague or number, by its `targetKey`. */
export const rowId = (targetKey: string): string => `row-${encodeURIComponent(targetKey)}`;

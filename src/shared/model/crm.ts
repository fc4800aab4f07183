/** Where the number stands in the address of the customer's record. */
export const numberPlace = "{number}";

/** The address of the customer's record for a number; null: there is none. */
export function crmAddress(template: string, number: string): string | null {
  return template === "" ? null : template.replaceAll(numberPlace, encodeURIComponent(number));
}

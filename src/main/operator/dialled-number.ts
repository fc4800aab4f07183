/**
 * What is dialled for what a person typed: without separators, and without the `(0)` of `+31 (0)20 …`, which is only dialled
 * inside the country. Nothing is ever put in front, so that an emergency number stays what it is.
 */
export function dialledNumber(typed: string): string {
  const national = typed.startsWith("+") ? typed.replace("(0)", "") : typed;
  return national.replace(/[^+*#\d]/g, "");
}

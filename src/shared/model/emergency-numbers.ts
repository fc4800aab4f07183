/** What is dialled in an emergency: such a number is always shown, and never blocked, masked or delayed. */
const emergencyNumbers: ReadonlySet<string> = new Set(["112"]);

export const isEmergencyNumber = (number: string): boolean =>
  emergencyNumbers.has(number.replace(/[\s().-]/g, ""));

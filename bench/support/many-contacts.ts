import { seededRandom } from "../../src/exchange/pbx/random.ts";

const given =
  "Anneke Bart Carla Dirk Els Frits Gerda Hans Ingrid Joost Karin Leo Marga Nico Petra Rob Silvia Ton".split(
    " ",
  );
const family =
  "van den Akker,Bosman,Coenen,Driessen,Evertsen,Groot,Huisman,Jacobs,Kuiper,Leeuwen,Mol,Prins".split(",");
const syllables =
  "ba be bo da de do ga ge ka ke ko la le lo ma me mo na ne no pa ra re ro sa se so ta te to".split(" ");

/** An address book as CSV with this many people outside, eight to a company; nobody is in it twice. */
export function contactsCsv(count: number): string {
  const random = seededRandom(3);
  const word = () => Array.from({ length: 3 }, () => random.pick(syllables)).join("");
  const lines = ["Name,Company,Department,E-mail,Mobile,Phone"];
  let company = "";
  for (let n = 0; n < count; n += 1) {
    if (n % 8 === 0) company = `${word()} ${word()}`;
    const name = `${random.pick(given)} ${random.pick(family)} ${word()}`;
    const site = company.replace(" ", "-");
    lines.push(
      `${name},${company} B.V.,${n % 3 === 0 ? "Sales" : ""},${n}@${site}.example,` +
        `06${10_000_000 + n},020${1_000_000 + Math.floor(n / 8)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

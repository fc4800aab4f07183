import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type Import, ROOT, readSources } from "./read-imports.ts";

/**
 * Who may import whom, as docs/architecture.md says. A folder may always import itself; the longest matching folder on the left
 * holds. "types of X" allows `import type` alone.
 */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  "src/shared/model": [],
  "src/shared/contract": ["src/shared/model"],
  "src/shared/messages": ["src/shared/model"],
  "src/main": ["src/shared"],
  "src/main/core-api": ["src/shared", "src/main/support"],
  "src/main/ingest": ["src/shared", "src/main/store", "src/main/support", "types of src/main/core-api"],
  "src/main/event-log": ["src/shared", "src/main/ingest", "src/main/store", "src/main/support"],
  "src/main/store": ["src/shared", "src/main/support"],
  "src/main/stats": ["src/shared", "types of src/main/store"],
  "src/main/publish": ["src/shared", "src/main/stats", "src/main/store", "src/main/support"],
  "src/main/softphone": ["src/shared", "src/main/support"],
  "src/main/operator": [
    "src/shared",
    "src/main/core-api",
    "src/main/softphone",
    "src/main/store",
    "src/main/support",
  ],
  "src/main/contacts": ["src/shared", "src/main/store", "src/main/support"],
  "src/main/support": [],
  "src/main/hosts": ["src/shared", "src/main/support", "src/main/product.ts"],
  "src/exchange": ["src/shared"],
  "src/preload": ["src/shared"],
  "src/renderer/link": ["src/shared"],
  "src/renderer/kit": ["src/shared"],
  "src/renderer/console": ["src/shared", "src/renderer/link", "src/renderer/kit"],
  "src/renderer/navigator": ["src/shared", "src/renderer/link", "src/renderer/kit", "src/renderer/console"],
  "src/renderer/bridge": ["src/shared", "src/renderer/link", "src/renderer/kit", "src/renderer/console"],
  "src/renderer/wall-display": ["src/shared", "src/renderer/link", "src/renderer/kit"],
  "src/renderer/phone-audio": ["src/shared", "src/renderer/link", "assets"],
};

/** Packages that only these may import, but for tests, which use them as the other side; all others are free. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  electron: ["src/main/electron.ts", "src/preload", "types of src/main/hosts/electron"],
  "better-sqlite3": ["src/main/store"],
  "sip.js": ["src/main/softphone", "src/exchange/sip", "src/renderer/phone-audio"],
  react: ["src/renderer"],
  "react-dom": ["src/renderer"],
  "react-aria-components": ["src/renderer"],
  zustand: ["src/renderer"],
  "chart.js": ["src/renderer/kit"],
};

const LONGEST_FILE = 300;

const sources = readSources("src");
const imports = sources.flatMap((source) => source.imports);
const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const lies = (file: string, place: string) => file === place || file.startsWith(`${place}/`);

test("every folder imports only what the table in docs/architecture.md allows", () => {
  expect(imports.filter(({ ours }) => ours).flatMap((found) => breach(found) ?? [])).toEqual([]);
});

test("packages stay where they belong", () => {
  const strays = imports.filter((found) => {
    const homes = HOMES[found.to];
    return homes && !isTest(found.from) && !homes.some((home) => allows(home, found.from, found));
  });
  expect(
    strays.map(({ from, to }) => `${from} imports ${to}, which only ${HOMES[to]?.join(", ")} may`),
  ).toEqual([]);
});

test("what is shared knows nothing but the schema library, and pages and the preload script know no Node", () => {
  const leaf = imports.filter(
    ({ from, to, ours }) => lies(from, "src/shared") && !isTest(from) && !ours && to !== "zod",
  );
  const node = imports.filter(
    ({ from, to }) =>
      to.startsWith("node:") && !isTest(from) && (lies(from, "src/renderer") || lies(from, "src/preload")),
  );
  expect([...leaf, ...node].map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test("every imported package is declared", () => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const declared = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]);
  const all = ["src", "test", "scripts", "bench"].flatMap((folder) =>
    readSources(folder).flatMap((source) => source.imports),
  );
  const strangers = all.filter(({ to, ours }) => !ours && !to.startsWith("node:") && !declared.has(to));
  expect(strangers.map(({ from, to }) => `${from} imports ${to}, which package.json does not name`)).toEqual(
    [],
  );
});

test("no source file is longer than the house allows", () => {
  const long = sources.filter(({ lines }) => lines > LONGEST_FILE);
  expect(long.map(({ file, lines }) => `${file} has ${lines} lines`)).toEqual([]);
});

function breach(found: Import): string | null {
  const { from, to } = found;
  const folders = Object.keys(TABLE).filter((folder) => lies(from, folder));
  const home = folders.sort((a, b) => b.length - a.length)[0];
  if (!home) return `${from} lies in a folder that the table does not know`;
  // The files at the root of main put the product together: entries and composition.
  const allowed = home === "src/main" ? ["src/main", "src/shared"] : [home, ...(TABLE[home] ?? [])];
  if (allowed.some((place) => allows(place, to, found))) return null;
  return `${from} imports ${to}; ${home} may import ${allowed.join(", ")}`;
}

function allows(place: string, file: string, { typesOnly }: Import): boolean {
  const types = /^types of (.+)$/.exec(place)?.[1];
  return types ? typesOnly && lies(file, types) : lies(file, place);
}

import { globSync, readFileSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "../..");

export interface Import {
  /** Seen from the project's root, with forward slashes. */
  readonly from: string;
  /** A file of ours seen from the root, or a package's or Node module's name. */
  readonly to: string;
  readonly ours: boolean;
  readonly typesOnly: boolean;
}

export interface SourceFile {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

const STATIC = /^\s*(?:import|export)\s+(type\s)?(?:([^"';]*?)\sfrom\s+)?["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']/g;

/** All TypeScript below the folder, with what each file imports. */
export function readSources(folder: string): SourceFile[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT }).map((found) => {
    const file = found.split(path.sep).join("/");
    const text = readFileSync(path.join(ROOT, file), "utf8");
    const toImport = (target: string, typesOnly: boolean): Import => {
      const ours = target.startsWith(".");
      const to = ours ? path.posix.join(path.posix.dirname(file), target) : packageOf(target);
      return { from: file, to, ours, typesOnly };
    };
    const imports = [
      ...[...text.matchAll(STATIC)].map(([, type, names, target = ""]) =>
        toImport(target, type !== undefined || onlyTypes(names)),
      ),
      ...[...text.matchAll(DYNAMIC)].map(([, target = ""]) => toImport(target, false)),
    ];
    return { file, lines: text.trimEnd().split("\n").length, imports };
  });
}

/** Whether every name between the braces is marked as a type. */
function onlyTypes(names: string | undefined): boolean {
  const inside = /^\{([^}]*)\}$/s.exec(names?.trim() ?? "")?.[1];
  if (inside === undefined) return false;
  const each = inside
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return each.every((name) => name.startsWith("type "));
}

function packageOf(target: string): string {
  if (target.startsWith("node:")) return target;
  return target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
}

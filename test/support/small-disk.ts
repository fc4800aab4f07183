import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A file system of 1 MB that ends with the test, or null where this person may not make one. */
export function smallDisk(): { readonly folder: string; fill(): void; empty(): void } | null {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "binnacle", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  onTestFinished(() => {
    execFileSync("umount", [folder]);
    rmSync(folder, { recursive: true });
  });
  const rest = path.join(folder, "rest");
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(rest, Buffer.alloc(bavail * bsize));
    },
    empty: () => rmSync(rest),
  };
}

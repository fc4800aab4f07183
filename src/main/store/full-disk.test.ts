import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { UserId } from "../../shared/model/ids.ts";
import { createLog } from "../support/log.ts";
import { openStore } from "./open-store.ts";

/** A file system of 1 MB, or null where this person may not make one. */
function smallDisk(): string | null {
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
  return folder;
}

test("on a full disk the store goes on in memory, with all that it had", ({ skip }) => {
  const folder = smallDisk();
  if (folder === null) return skip("only an administrator may make a small disk");
  const lines: string[] = [];
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  );
  const file = path.join(folder, "live.sqlite");
  const put = (each: number) =>
    store.putUser({
      userId: String(each) as UserId,
      name: `Colleague ${each} ${"of a long name ".repeat(100)}`,
      extensions: [String(each)],
      email: null,
      loggedIn: true,
      status: "available",
      statusLabel: null,
      wrapUp: null,
    });
  let store = openStore({ file, log, now: () => 0 });
  store.transaction(() => put(1));
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(path.join(folder, "rest"), Buffer.alloc(Math.max(0, bavail - 8) * bsize));
  store.transaction(() => {
    for (let each = 2; each <= 200; each++) put(each);
  });
  expect(store.userIds()).toHaveLength(200);
  expect(store.searchDirectory("colleague 200", 5).userIds).toContain("200");
  expect(lines.filter((line) => line.includes("the disk is full"))).toHaveLength(1);
  store.transaction(() => put(201));
  expect(store.userIds()).toHaveLength(201);
  store.close();
  rmSync(path.join(folder, "rest"));
  store = openStore({ file, log, now: () => 0 });
  expect(store.userIds()).toEqual(["1"]);
  store.close();
});

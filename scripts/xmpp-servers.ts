import { spawnSync } from "node:child_process";
import { ejabberdIsInstalled } from "../test/support/ejabberd.ts";
import { prosodyIsInstalled } from "../test/support/prosody.ts";

/** Installs the XMPP servers that the product is tested through, where that is possible; else those tests are skipped. */
export function ensureXmppServers(): void {
  const missing = [...(ejabberdIsInstalled ? [] : ["ejabberd"]), ...(prosodyIsInstalled ? [] : ["prosody"])];
  if (missing.length === 0) return;
  console.log(`Without ${missing.join(" and ")}: installing it for the tests …`);
  const install = ["install", "-qq", "--yes", "--no-install-recommends", ...missing];
  if (process.getuid?.() === 0 && run("apt-get", ["update", "-qq"]) && run("apt-get", install)) {
    // The tests start servers of their own; the machine's were not wanted.
    run("systemctl", ["disable", "--quiet", "--now", ...missing]);
    return;
  }
  console.log(
    `The tests through ${missing.join(" and ")} are skipped: ` +
      `install the Debian package ${missing.join(" and the package ")}, then run \`npm test\` again.`,
  );
}

function run(program: string, args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
}

import { spawnSync } from "node:child_process";
import { coturnIsInstalled } from "../test/support/coturn.ts";
import { ejabberdIsInstalled } from "../test/support/ejabberd.ts";
import { kamailioIsInstalled } from "../test/support/kamailio.ts";
import { prosodyIsInstalled } from "../test/support/prosody.ts";

/** Debian's packages of the servers that others wrote; the first of each gives the service its name. */
const servers = [
  { isInstalled: ejabberdIsInstalled, packages: ["ejabberd"] },
  { isInstalled: prosodyIsInstalled, packages: ["prosody"] },
  { isInstalled: kamailioIsInstalled, packages: ["kamailio", "kamailio-websocket-modules"] },
  { isInstalled: coturnIsInstalled, packages: ["coturn"] },
] as const;

/** Installs the servers that the product is tested through, where that is possible; else those tests are skipped. */
export function ensureForeignServers(): void {
  const missing = servers.filter(({ isInstalled }) => !isInstalled);
  if (missing.length === 0) return;
  const services = missing.map(({ packages: [service] }) => service);
  const packages = missing.flatMap((server) => [...server.packages]);
  console.log(`Without ${services.join(" and ")}: installing it for the tests …`);
  const install = ["install", "-qq", "--yes", "--no-install-recommends", ...packages];
  if (process.getuid?.() === 0 && run("apt-get", ["update", "-qq"]) && run("apt-get", install)) {
    // The tests start servers of their own; the machine's were not wanted.
    run("systemctl", ["disable", "--quiet", "--now", ...services]);
    return;
  }
  console.log(
    `The tests through ${services.join(" and ")} are skipped: ` +
      `install the Debian packages ${packages.join(", ")}, then run \`npm test\` again.`,
  );
}

function run(program: string, args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
}

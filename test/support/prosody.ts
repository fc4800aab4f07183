import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type RealServer, type RealServerOptions, realServer } from "./real-server.ts";

const program = "/usr/bin/prosody";

export const prosodyIsInstalled = existsSync(program);

/** Prosody, which has no privacy lists, and keeps passwords for SCRAM-SHA-1. */
export function prosody(options: RealServerOptions): Promise<RealServer> {
  const { domain, accounts } = options;
  return realServer({
    ...options,
    name: "prosody",
    webSocketPath: "/xmpp-websocket",
    async prepare({ folder, secret, ports, pem }) {
      const config = path.join(folder, "prosody.cfg.lua");
      const known = path.join(folder, "data", encodedName(domain), "accounts");
      await mkdir(known, { recursive: true });
      for (const { username, password } of accounts)
        await writeFile(
          path.join(known, `${encodedName(username)}.dat`),
          `return { ["password"] = ${JSON.stringify(password)}; };`,
        );
      const text = JSON.stringify;
      await writeFile(
        config,
        `data_path = ${text(path.join(folder, "data"))}
        pidfile = ${text(path.join(folder, "pid"))}
        log = { { levels = { min = "warn" }; to = "console" } }
        run_as_root = true
        interfaces = { "127.0.0.1" }
        local_interfaces = { "127.0.0.1" }
        component_interfaces = { "127.0.0.1" }
        http_interfaces = { "127.0.0.1" }
        c2s_ports = { ${ports.client} }
        component_ports = { ${ports.component} }
        http_ports = { ${ports.http} }
        https_ports = {}
        s2s_ports = {}
        modules_enabled = { "roster", "saslauth", "tls", "ping", "time", "websocket", "smacks", "disco" }
        modules_disabled = { "s2s" }
        authentication = "internal_hashed"
        c2s_require_encryption = true
        consider_websocket_secure = true
        http_default_host = ${text(domain)}
        ssl = { key = ${text(pem.key)}, certificate = ${text(pem.certificate)} }
        VirtualHost ${text(domain)}
        Component ${text(`pubsub.${domain}`)}
          component_secret = ${text(secret)}
        Component ${text(`phone.${domain}`)}
          component_secret = ${text(secret)}
        `,
      );
      return { program, args: ["--config", config, "-F"] };
    },
  });
}

/** As it names files. */
const encodedName = (name: string) =>
  name.replace(/[^a-z0-9]/gi, (char) => `%${char.charCodeAt(0).toString(16)}`);

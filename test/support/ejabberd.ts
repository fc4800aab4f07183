import { existsSync, globSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type RealServer, type RealServerOptions, realServer } from "./real-server.ts";

// Debian's; each release under its number.
const [compiled] = globSync("/usr/lib/*/ejabberd-*/ebin/ejabberd.beam");

export const ejabberdIsInstalled = compiled !== undefined && existsSync("/usr/bin/erl");

/** ejabberd, which keeps passwords for SCRAM-SHA-256 alone. */
export function ejabberd(options: RealServerOptions): Promise<RealServer> {
  const { domain, accounts } = options;
  return realServer({
    ...options,
    name: "ejabberd",
    webSocketPath: "/ws",
    async prepare({ folder, secret, ports, pem }) {
      const config = path.join(folder, "ejabberd.yml");
      const database = path.join(folder, "database");
      await mkdir(database);
      // YAML takes JSON.
      const settings = {
        hosts: [domain],
        loglevel: "warning",
        certfiles: [pem.both],
        auth_method: ["internal"],
        auth_password_format: "scram",
        auth_scram_hash: "sha256",
        disable_sasl_mechanisms: ["digest-md5", "X-OAUTH2"],
        listen: [
          {
            port: ports.client,
            ip: "127.0.0.1",
            module: "ejabberd_c2s",
            starttls_required: true,
            access: "all",
          },
          // Without "hosts": with it both names would be bound to every connection.
          {
            port: ports.component,
            ip: "127.0.0.1",
            module: "ejabberd_service",
            access: "all",
            password: secret,
          },
          {
            port: ports.http,
            ip: "127.0.0.1",
            module: "ejabberd_http",
            request_handlers: { "/ws": "ejabberd_http_ws", "/api": "mod_http_api" },
          },
        ],
        s2s_access: "none",
        api_permissions: {
          accounts: { from: ["mod_http_api"], who: { ip: "127.0.0.1/32" }, what: ["register"] },
        },
        modules: {
          mod_disco: {},
          mod_ping: {},
          mod_privacy: {},
          mod_roster: {},
          mod_stream_mgmt: {},
          mod_time: {},
        },
      };
      await writeFile(config, JSON.stringify(settings));
      return {
        program: "/usr/bin/erl",
        args: ["-noinput", "-mnesia", "dir", JSON.stringify(database), "-s", "ejabberd"],
        env: {
          EJABBERD_CONFIG_PATH: config,
          EJABBERD_LOG_PATH: path.join(folder, "ejabberd.log"),
          ERL_CRASH_DUMP: path.join(folder, "crash"),
          ERL_LIBS: path.resolve(compiled ?? "", "../../.."),
        },
      };
    },
    async listening({ ports }) {
      for (const { username, password } of accounts) {
        const registered = await fetch(`http://127.0.0.1:${ports.http}/api/register`, {
          method: "POST",
          body: JSON.stringify({ user: username, host: domain, password }),
        });
        // 409: from before it was killed.
        if (registered.status !== 200 && registered.status !== 409)
          throw new Error(`ejabberd does not take an account: ${await registered.text()}`);
      }
    },
  });
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, listens } from "./free-port.ts";

const program = "/usr/sbin/kamailio";
const modules = "/usr/lib/x86_64-linux-gnu/kamailio/modules/websocket.so";
const startedWithinMs = 20_000;

export const kamailioIsInstalled = existsSync(program) && existsSync(modules);

/** A SIP registrar and proxy that others wrote; sound goes from phone to phone. Everybody's password is `secret`. */
export interface Kamailio {
  readonly url: string;
  close(): Promise<void>;
}

export async function startKamailio(domain: string): Promise<Kamailio> {
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-kamailio-"));
  const port = await freePort();
  const config = path.join(folder, "kamailio.cfg");
  await writeFile(config, configuration(domain, port));
  const said: string[] = [];
  const server = spawn(program, ["-f", config, "-DD", "-E", "-m", "64", "-M", "8", "-Y", folder], {
    cwd: folder,
  });
  for (const output of [server.stdout, server.stderr]) output.on("data", (text) => said.push(`${text}`));
  const giveUpAt = Date.now() + startedWithinMs;
  while (!(await listens(port))) {
    if (server.exitCode !== null || Date.now() > giveUpAt) throw new Error(`kamailio: ${said.join("")}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `ws://127.0.0.1:${port}`,
    async close() {
      if (server.exitCode === null) {
        server.kill("SIGTERM");
        await once(server, "exit");
      }
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * Digest for REGISTER and INVITE; a proxy that stays in the dialog. A browser's contact cannot be reached by its address: requests find
 * the connection by the alias that is added to it (nathelper, `add_contact_alias`).
 */
const configuration = (domain: string, port: number): string => `#!KAMAILIO
debug=0
log_stderror=yes
fork=yes
children=2
tcp_children=2
listen=tcp:127.0.0.1:${port}
tcp_connection_lifetime=3605
tcp_accept_no_cl=yes
${[
  "tm",
  "sl",
  "rr",
  "pv",
  "maxfwd",
  "textops",
  "siputils",
  "usrloc",
  "registrar",
  "auth",
  "nathelper",
  "xhttp",
  "websocket",
]
  .map((name) => `loadmodule "${name}.so"`)
  .join("\n")}
modparam("usrloc", "db_mode", 0)
modparam("registrar", "received_avp", "$avp(RECEIVED)")
modparam("nathelper", "received_avp", "$avp(RECEIVED)")
modparam("rr", "append_fromtag", 1)
request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (nat_uac_test(64)) {
    force_rport();
    if (is_method("REGISTER")) { fix_nated_register(); }
    else if (!add_contact_alias()) { sl_send_reply("400", "Bad Request"); exit; }
  }
  if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
  if (has_totag()) {
    if (loose_route()) { if ($du == "") { handle_ruri_alias(); } t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
    sl_send_reply("404", "Not here");
    exit;
  }
  if (is_method("REGISTER")) {
    if (!pv_www_authenticate("${domain}", "secret", "0")) { www_challenge("${domain}", "0"); exit; }
    if (!save("location")) { sl_reply_error(); }
    exit;
  }
  if (is_method("INVITE")) {
    if (!pv_proxy_authenticate("${domain}", "secret", "0")) { proxy_challenge("${domain}", "0"); exit; }
    consume_credentials();
    record_route();
  }
  if ($ru =~ "alias=") { handle_ruri_alias(); t_on_reply("ALIAS"); t_relay(); exit; }
  if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
  t_on_reply("ALIAS");
  t_relay();
}
onreply_route[ALIAS] { if (nat_uac_test(64)) { add_contact_alias(); } }
event_route[xhttp:request] {
  set_reply_close();
  set_reply_no_connect();
  if ($hdr(Upgrade) =~ "websocket" && $hdr(Connection) =~ "Upgrade" && $rm =~ "GET") {
    if (ws_handle_handshake()) { exit; }
  }
  xhttp_reply("404", "Not found", "", "");
}
`;

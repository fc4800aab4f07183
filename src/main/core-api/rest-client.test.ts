import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createFilesClient } from "./files-client.ts";
import { createHttpAccount } from "./http-account.ts";
import { createRestClient } from "./rest-client.ts";

const v3 = "application/vnd.iperity.compass.v3+json";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server on this machine that answers as told and notes what it is asked, and with which credentials. */
async function server(answer: Answer) {
  const asked: { what: string; who: string; accept: string; type: string; body: string }[] = [];
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const { authorization = "", accept = "", "content-type": type = "" } = request.headers;
      const who = Buffer.from(authorization.replace("Basic ", ""), "base64").toString();
      asked.push({ what: `${request.method} ${request.url}`, who, accept, type, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void http.close(() => resolve())));
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { address, asked };
}

const clientOf = (address: string, names = ["ann"], forbidden = new Set<string>()) =>
  createRestClient(address, createHttpAccount(names, "pässwörd"), forbidden);

const saying =
  (status: number, text = "", headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(text);

test("every request names the version and the user, in characters of any language", async () => {
  const { address, asked } = await server(saying(200, "{}", { "Content-Type": v3 }));
  const rest = clientOf(address);
  await rest.get(rest.url("user", "a/b c"));
  await rest.post(rest.url("user", "11", "loginQueue"), { queue: rest.url("queue", "7") });
  expect(asked).toEqual([
    { what: "GET /user/a%2Fb%20c", who: "ann:pässwörd", accept: v3, type: "", body: "" },
    {
      what: "POST /user/11/loginQueue",
      who: "ann:pässwörd",
      accept: v3,
      type: v3,
      body: `{"queue":"${address}/queue/7"}`,
    },
  ]);
});

test.each([
  ["an object", 200, '{"name":"Sales"}', v3, { name: "Sales" }],
  [
    "an object with a type of its own",
    200,
    '{"name":"Sales"}',
    "text/plain; charset=utf-8",
    { name: "Sales" },
  ],
  ["an object after a byte order mark", 200, '\ufeff{"name":"Sales"}', v3, { name: "Sales" }],
  ["null", 200, "null", v3, null],
  ["a bare text", 200, '"c-1/1"', v3, "c-1/1"],
  ["nothing", 200, "", v3, undefined],
  ["a line's end", 200, "\r\n", v3, undefined],
  ["no content", 204, "", v3, undefined],
  ["created", 201, "[1]", v3, [1]],
])("%s is a good answer", async (_, status, text, type, value) => {
  const { address } = await server(saying(status, text, { "Content-Type": type }));
  const rest = clientOf(address);
  expect(await rest.post(rest.url("user", "11", "status"), {})).toEqual({ ok: true, value });
});

test.each([
  [400, "failed"],
  [401, "wrong-password"],
  [403, "not-licensed"],
  [404, "failed"],
  [405, "failed"],
  [406, "server-not-core-api"],
  [429, "blocked-too-many-attempts"],
  [500, "failed"],
  [304, "failed"],
])("%i is refused as %s", async (status, code) => {
  const { address } = await server(saying(status, status === 304 ? "" : "why"));
  const rest = clientOf(address);
  expect(await rest.get(rest.url("user"))).toMatchObject({ ok: false, refusal: { code } });
});

test("a page of somebody's who wants to sell the network is no answer", async () => {
  const { address } = await server(saying(200, "<html>Welcome!</html>", { "Content-Type": "text/html" }));
  const rest = clientOf(address);
  expect(await rest.get(rest.url("user"))).toMatchObject({ refusal: { code: "server-not-core-api" } });
});

test("303 leads to where the object is, 308 is the same request elsewhere", async () => {
  const { address, asked } = await server((request, response) => {
    if (request.url === "/user") response.writeHead(303, { Location: "/user/11" }).end("see there");
    else if (request.url === "/old") response.writeHead(308, { Location: `${address}/new` }).end();
    else response.end(`"${request.url}"`);
  });
  const rest = clientOf(address);
  expect(await rest.get(rest.url("user"))).toEqual({ ok: true, value: "/user/11" });
  expect(await rest.patch(rest.url("old"), { currentSetting: 2 })).toEqual({ ok: true, value: "/new" });
  expect(await rest.post(rest.url("user"), { a: 1 })).toEqual({ ok: true, value: "/user/11" });
  expect(asked.map(({ what, who, body }) => [what, who, body])).toEqual([
    ["GET /user", "ann:pässwörd", ""],
    ["GET /user/11", "ann:pässwörd", ""],
    ["PATCH /old", "ann:pässwörd", '{"currentSetting":2}'],
    ["PATCH /new", "ann:pässwörd", '{"currentSetting":2}'],
    ["POST /user", "ann:pässwörd", '{"a":1}'],
    ["GET /user/11", "ann:pässwörd", ""],
  ]);
});

test("nothing is sent to another origin, be it referred to or redirected to, and no circle is followed for long", async () => {
  const elsewhere = await server(saying(200, "{}"));
  const { address, asked } = await server((request, response) =>
    response.writeHead(308, { Location: request.url === "/round" ? "/round" : elsewhere.address }).end(),
  );
  const rest = clientOf(address);
  const notAllowed = { ok: false, refusal: { code: "not-allowed" } };
  expect(await rest.get(`${elsewhere.address}/user`)).toMatchObject(notAllowed);
  expect(await rest.get("/user")).toMatchObject(notAllowed);
  expect(await rest.post(rest.url("user"), { secret: 1 })).toMatchObject(notAllowed);
  expect(elsewhere.asked).toEqual([]);
  expect(await rest.get(rest.url("round"))).toMatchObject({ refusal: { code: "server-not-core-api" } });
  expect(asked.length).toBeLessThan(10);
});

test("each form of the name is tried once, one request at a time, and the one that works is kept", async () => {
  const core = await server((request, response) => {
    const right = `Basic ${Buffer.from("ann@company.example:pässwörd").toString("base64")}`;
    response.writeHead(request.headers.authorization === right ? 200 : 401).end();
  });
  const rest = clientOf(core.address, ["ann", "ann@company.example"]);
  const answers = await Promise.all(["a", "b", "c"].map((path) => rest.get(rest.url(path))));
  expect(answers.every((answer) => answer.ok)).toBe(true);
  expect(core.asked.filter(({ who }) => who.startsWith("ann:"))).toHaveLength(1);
  expect(core.asked).toHaveLength(4);
});

test("refused credentials are not sent again, whoever asks for what", async () => {
  const core = await server(saying(401));
  const account = createHttpAccount(["ann", "ann@company.example", "ann"], "old");
  const rest = createRestClient(core.address, account, new Set());
  const files = createFilesClient(core.address, account, new Set());
  const wrong = { ok: false, refusal: { code: "wrong-password" } };
  expect(await Promise.all([rest.get(rest.url("a")), rest.get(rest.url("b"))])).toMatchObject([wrong, wrong]);
  expect(await files.get(["cdr", "500", "2026-03-04", "queue.csv"])).toMatchObject(wrong);
  expect(core.asked.map(({ who }) => who)).toEqual(["ann:old", "ann@company.example:old"]);
});

test("a password that was changed meanwhile is refused once", async () => {
  let changed = false;
  const core = await server((_request, response) => response.writeHead(changed ? 401 : 200).end());
  const rest = clientOf(core.address, ["ann", "ann@company.example"]);
  expect(await rest.get(rest.url("a"))).toMatchObject({ ok: true });
  changed = true;
  for (const path of ["a", "b"])
    expect(await rest.get(rest.url(path))).toMatchObject({ refusal: { code: "wrong-password" } });
  expect(core.asked).toHaveLength(2);
});

test("what was refused for want of a licence or a right is remembered, for other sessions too", async () => {
  const core = await server((request, response) =>
    response
      .writeHead(request.url?.includes("dpSwitches") || request.url?.includes("queue.csv") ? 403 : 200)
      .end(),
  );
  const forbidden = new Set<string>();
  for (let session = 0; session < 2; session++) {
    const rest = clientOf(core.address, ["ann"], forbidden);
    expect(await rest.get(rest.url("company", "500", "dpSwitches"))).toMatchObject({
      refusal: { code: "not-licensed" },
    });
    expect(await rest.get(rest.url("company", "500", "users"))).toMatchObject({ ok: true });
    const files = createFilesClient(core.address, createHttpAccount(["ann"], "secret"), forbidden);
    for (const day of ["2026-03-04", "2026-03-05"])
      expect(await files.get(["cdr", "500", day, "queue.csv"])).toMatchObject({ ok: false });
    expect(await files.get(["cdr", "500", "2026-03-04", "user.csv"])).toMatchObject({ ok: true });
  }
  const count = (part: string) => core.asked.filter(({ what }) => what.includes(part)).length;
  expect([count("dpSwitches"), count("queue.csv"), count("users"), count("user.csv")]).toEqual([1, 1, 2, 2]);
});

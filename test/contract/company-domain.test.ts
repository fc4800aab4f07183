import { afterEach, expect, test } from "vitest";
import { createDataPath, type DataPath } from "../support/data-path.ts";

let path: DataPath | null = null;
afterEach(() => path?.close());

test("who types his company's domain is told which platform serves it, and nothing is sent there", async () => {
  const asked: string[] = [];
  path = createDataPath({
    async lookUp(name) {
      asked.push(name);
      if (name !== "_xmpp-server._tcp.company.invalid") throw new Error("no such name");
      return [
        { name: "xmpp2.else.invalid", port: 5269, priority: 20, weight: 0 },
        { name: "XMPP1.pbx.invalid", port: 5269, priority: 10, weight: 0 },
      ];
    },
  });
  const refusal = { code: "server-elsewhere", detail: "pbx.invalid" };
  expect(await path.core.signIn("company.invalid", "ann", "secret")).toEqual({ ok: false, refusal });
  expect(path.history.at(-1)).toMatchObject({ phase: "signed-out", refusal });
  expect(asked).toEqual([
    "_xmpp-client._tcp.uc.company.invalid",
    "_xmpp-client._tcp.company.invalid",
    "_xmpp-server._tcp.company.invalid",
  ]);
});

test("a name that DNS knows nothing about is no server's", async () => {
  path = createDataPath({ lookUp: () => Promise.reject(new Error("no such name")) });
  expect(await path.core.signIn("company.invalid", "ann", "secret")).toMatchObject({
    refusal: { code: "no-such-server" },
  });
});

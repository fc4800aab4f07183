import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { apiDocuments } from "../../scripts/api-documents.ts";
import { CONTRACT_REPORT, contractReport } from "../../scripts/contract-report.ts";
import { notForScripts } from "../../src/main/hosts/api/for-scripts.ts";
import { requests } from "../../src/shared/contract/requests.ts";
import { streams } from "../../src/shared/contract/streams.ts";

test("docs/contract.md says what the schemas say (npm run contract writes it)", () => {
  expect(readFileSync(CONTRACT_REPORT, "utf8")).toBe(contractReport());
});

const documents = apiDocuments.map(({ file, content }) => ({
  name: path.basename(file),
  written: JSON.parse(readFileSync(file, "utf8")) as unknown,
  content,
}));

test.each(documents)("docs/$name says what the schemas say (npm run contract writes it)", (document) => {
  expect(document.written).toEqual(JSON.parse(JSON.stringify(document.content())));
});

test.each(documents)("every reference in docs/$name leads somewhere", ({ written }) => {
  const references = [...within(written)].flatMap((node) =>
    typeof node.$ref === "string" ? [node.$ref] : [],
  );
  expect(references.length).toBeGreaterThan(50);
  for (const reference of new Set(references)) {
    const steps = reference.split("/").slice(1);
    const found = steps.reduce<unknown>((node, step) => (node as Node | undefined)?.[step], written);
    expect([reference, typeof found]).toEqual([reference, "object"]);
  }
});

const open = Object.keys(requests).filter((name) => !notForScripts.some((closed) => closed === name));

test("the OpenAPI file has each request that a script may make and each stream, and is formed as OpenAPI 3.1 asks", () => {
  const { openapi, info, paths } = written("local-api.openapi.json");
  expect(openapi).toBe("3.1.0");
  expect(info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  const wanted = [
    ...open.map((name) => `/api/${name}`),
    ...Object.keys(streams).map((name) => `/api/streams/${name}`),
  ];
  expect(Object.keys(paths ?? {})).toEqual(wanted);
  const operations = Object.values(paths ?? {}).flatMap((item) => Object.values(item as Node) as Node[]);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(wanted.length);
  for (const { responses } of operations) {
    expect(responses).toMatchObject({ 200: { description: expect.any(String), content: expect.anything() } });
    for (const status of Object.keys(responses as Node)) expect(status).toMatch(/^[245]\d\d$/);
  }
});

test("the AsyncAPI file has each frame that a script may send or gets, and is formed as AsyncAPI 3.0 asks", () => {
  const { asyncapi, info, channels, operations } = written("local-api.asyncapi.json");
  expect(asyncapi).toBe("3.0.0");
  expect(info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  const { address, messages } = (channels as { link: { address: string; messages: Node } }).link;
  expect(address).toBe("/api/link");
  const told = Object.keys(messages);
  for (const name of open)
    expect(told).toEqual(expect.arrayContaining([`request.${name}`, `answer.${name}`]));
  for (const name of Object.keys(streams)) expect(told).toContain(`stream.${name}`);
  const named = (
    Object.values(operations ?? {}) as { action: string; messages: { $ref: string }[] }[]
  ).flatMap((operation) => {
    expect(["send", "receive"]).toContain(operation.action);
    return operation.messages.map(({ $ref }) => $ref.replace("#/channels/link/messages/", ""));
  });
  expect(named.toSorted()).toEqual(told.toSorted());
});

const written = (name: string) =>
  documents.find((document) => document.name === name)?.written as Record<string, Node>;

type Node = Readonly<Record<string, unknown>>;

function* within(node: unknown): Generator<Node> {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) yield node as Node;
  for (const child of Object.values(node)) yield* within(child);
}

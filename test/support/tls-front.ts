import { connect } from "node:net";
import { createServer } from "node:tls";
import { generate } from "selfsigned";

export interface TlsFront {
  readonly port: number;
  close(): Promise<void>;
}

/** Ends TLS in front of a plain server on this machine, with a certificate of its own making for the names. */
export async function startTlsFront(names: readonly string[], targetPort: number): Promise<TlsFront> {
  const certificate = await generate([{ name: "commonName", value: names[0] ?? "localhost" }], {
    keyType: "ec",
    extensions: [{ name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) }],
  });
  // Nagle's algorithm would hold small stanzas back for up to 40 ms, as no server of the platform does.
  const noDelay = true;
  const server = createServer({ key: certificate.private, cert: certificate.cert, noDelay }, (outside) => {
    const inside = connect({ port: targetPort, host: "127.0.0.1", noDelay });
    outside.pipe(inside).pipe(outside);
    outside.on("error", () => inside.destroy());
    inside.on("error", () => outside.destroy());
    outside.on("close", () => inside.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

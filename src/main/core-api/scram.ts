import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Client } from "@xmpp/client";

/**
 * Makes SCRAM-SHA-256, SCRAM-SHA-1 (RFC 5802, RFC 7677, without channel binding) and PLAIN the client's mechanisms, the
 * strongest first. SCRAM uses node's own PBKDF2: the client's own takes up to 0.8 s and knows no SHA-256. Call it before the
 * client starts. The server's proof of knowing the password is verified before the session is used.
 */
export function preferNativeScram(xmpp: Client): void {
  let expectedSignature: Buffer | null = null;
  const mechanism = (name: string, hash: Hash) => ({
    name,
    mech: scramMechanism(name, hash, (signature) => {
      expectedSignature = signature;
    }),
  });
  const { saslFactory } = xmpp as Client & { saslFactory: { _mechs: { name: string; mech: unknown }[] } };
  saslFactory._mechs = [
    mechanism("SCRAM-SHA-256", { name: "sha256", bytes: 32 }),
    mechanism("SCRAM-SHA-1", { name: "sha1", bytes: 20 }),
    ...saslFactory._mechs.filter(({ name }) => name === "PLAIN"),
  ];
  xmpp.on("nonza", (element) => {
    if (element.name !== "success" || !expectedSignature) return;
    // XEP-0388 has it in a child, RFC 6120 has it as the text.
    const proof = element.getChildText("additional-data") ?? element.getText();
    const told = field(Buffer.from(proof, "base64").toString("utf8"), "v") ?? "";
    const signature = Buffer.from(told, "base64");
    if (signature.length !== expectedSignature.length || !timingSafeEqual(signature, expectedSignature))
      xmpp.emit("error", new Error("the server did not prove that it knows the password"));
  });
}

interface Hash {
  readonly name: "sha1" | "sha256";
  readonly bytes: number;
}

/** Fewer would let whoever listens guess the password (RFC 7677). */
const fewestIterations = 4096;
const derive = promisify(pbkdf2);

const field = (message: string, name: string): string | undefined =>
  message
    .split(",")
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(2);

/** A class in the shape that the client's SASL factory expects. */
function scramMechanism(mechanismName: string, hash: Hash, expectSignature: (signature: Buffer) => void) {
  const hmac = (key: Buffer, message: string) => createHmac(hash.name, key).update(message).digest();

  return class ScramMechanism {
    readonly name = mechanismName;
    readonly clientFirst = true;
    readonly nonce = randomBytes(18).toString("base64");
    firstBare = "";
    serverFirst = "";

    challenge(message: string): this {
      this.serverFirst = message;
      return this;
    }

    async response({ username, password }: { username: string; password: string }): Promise<string> {
      if (this.serverFirst === "") {
        const name = username.replace(/=/g, "=3D").replace(/,/g, "=2C");
        this.firstBare = `n=${name},r=${this.nonce}`;
        return `n,,${this.firstBare}`;
      }
      const nonce = field(this.serverFirst, "r");
      const salt = field(this.serverFirst, "s");
      const iterations = Number(field(this.serverFirst, "i"));
      if (!nonce?.startsWith(this.nonce) || !salt || !(iterations >= fewestIterations))
        throw new Error("the server's SCRAM challenge is not acceptable");
      const salted = await derive(
        password.normalize("NFKC"),
        Buffer.from(salt, "base64"),
        iterations,
        hash.bytes,
        hash.name,
      );
      const clientKey = hmac(salted, "Client Key");
      const withoutProof = `c=biws,r=${nonce}`;
      const message = `${this.firstBare},${this.serverFirst},${withoutProof}`;
      const signature = hmac(createHash(hash.name).update(clientKey).digest(), message);
      expectSignature(hmac(hmac(salted, "Server Key"), message));
      const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] ?? 0)));
      return `${withoutProof},p=${proof.toString("base64")}`;
    }
  };
}

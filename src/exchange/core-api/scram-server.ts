import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";

const iterations = 4096;

/** Name of the mechanism to its hash and that one's size in bytes, the strongest first. */
export const scramMechanisms: ReadonlyMap<string, readonly [hash: "sha256" | "sha1", bytes: number]> =
  new Map([
    ["SCRAM-SHA-256", ["sha256", 32]],
    ["SCRAM-SHA-1", ["sha1", 20]],
  ]);
const field = (message: string, name: string) =>
  message
    .split(",")
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(2);

/** The server's half of one SCRAM exchange (RFC 5802, RFC 7677), without channel binding. */
export interface ScramExchange {
  readonly username: string;
  /** The server's first message. */
  readonly challenge: string;
  /** Takes the client's final message; the answer is the server's signature, null: the proof is wrong. */
  verify(clientFinal: string): string | null;
}

/** null: the client's first message cannot be understood. Unknown users get a challenge like everybody else. */
export function scramExchange(
  mechanism: string,
  clientFirst: string,
  passwordOf: (username: string) => string | null,
): ScramExchange | null {
  const bare = /^[ny],[^,]*,(.*)$/s.exec(clientFirst)?.[1];
  const clientNonce = bare && field(bare, "r");
  const escapedName = bare && field(bare, "n");
  const [hash, bytes] = scramMechanisms.get(mechanism) ?? [];
  if (!bare || !clientNonce || !escapedName || !hash || !bytes) return null;
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest();

  const username = escapedName.replaceAll("=2C", ",").replaceAll("=3D", "=");
  const password = passwordOf(username);
  const salt = randomBytes(16);
  const nonce = clientNonce + randomBytes(18).toString("base64");
  const challenge = `r=${nonce},s=${salt.toString("base64")},i=${iterations}`;
  return {
    username,
    challenge,
    verify(clientFinal) {
      const [withoutProof, proofText] = clientFinal.split(",p=");
      if (password === null || !withoutProof || !proofText || field(withoutProof, "r") !== nonce) return null;
      const salted = pbkdf2Sync(password.normalize("NFKC"), salt, iterations, bytes, hash);
      const message = `${bare},${challenge},${withoutProof}`;
      const storedKey = createHash(hash).update(hmac(salted, "Client Key")).digest();
      const signature = hmac(storedKey, message);
      const proof = Buffer.from(proofText, "base64");
      if (proof.length !== signature.length) return null;
      const clientKey = Buffer.from(proof.map((byte, i) => byte ^ (signature[i] ?? 0)));
      if (!timingSafeEqual(createHash(hash).update(clientKey).digest(), storedKey)) return null;
      return `v=${hmac(hmac(salted, "Server Key"), message).toString("base64")}`;
    },
  };
}

/** better-sqlite3 crashes the process under an older Node: say so in a sentence instead. */
export function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 14)) return;
  console.error(
    `Binnacle needs Node 22.14 or newer; this is ${process.versions.node}. ` +
      "`npm ci` brings one along: start it through `npm start`, `npm test` and the other npm scripts.",
  );
  process.exit(1);
}

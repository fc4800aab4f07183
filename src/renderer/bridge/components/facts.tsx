/** What is known of a call, in a line; what is not known is left out. */
export function Facts({ of: facts }: { readonly of: readonly (string | null | false | undefined)[] }) {
  return (
    <p className="facts dotted">
      {facts.filter(Boolean).map((fact) => (
        <span key={String(fact)}>{fact}</span>
      ))}
    </p>
  );
}

interface LiveRegionProps {
  /** The last few sentences, oldest first. */
  readonly sentences: readonly { readonly id: number; readonly text: string }[];
}

/** Says new sentences to a screen reader, without taking the focus and without being seen. */
export function LiveRegion({ sentences }: LiveRegionProps) {
  return (
    <div role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions" className="unseen">
      {sentences.map((sentence) => (
        <p key={sentence.id}>{sentence.text}</p>
      ))}
    </div>
  );
}

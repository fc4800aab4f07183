/** In a page: scrolls this element up and down by so much in every frame for so long; the intervals between frames, in milliseconds. */
export function scrollFrames([selector, seconds, stepPx]: readonly [string, number, number]): Promise<
  number[]
> {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  const scrolled = found;
  return new Promise((done) => {
    const intervals: number[] = [];
    let [first, last, step] = [0, 0, stepPx];
    requestAnimationFrame(function frame(at) {
      if (first === 0) first = at;
      else intervals.push(at - last);
      last = at;
      const before = scrolled.scrollTop;
      scrolled.scrollTop += step;
      if (scrolled.scrollTop === before) step = -step;
      if (at - first < seconds * 1_000) requestAnimationFrame(frame);
      else done(intervals);
    });
  });
}

/** In a page: a place as large as the other page's directory in which there is nothing, to be scrolled beside it. */
export function makeEmptyPage([widthPx, heightPx, contentPx]: readonly [number, number, number]): void {
  const style = (element: HTMLElement, css: Partial<CSSStyleDeclaration>) =>
    Object.assign(element.style, css);
  const [outside, inside] = [document.createElement("div"), document.createElement("div")];
  style(outside, { width: `${widthPx}px`, height: `${heightPx}px`, overflow: "auto" });
  style(inside, { height: `${contentPx}px` });
  outside.id = "empty";
  outside.append(inside);
  document.body.append(outside);
}

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../src/renderer/kit/tokens.css", import.meta.url), "utf8");

const themes = {
  dark: colours(/:root\s*\{([^}]*)\}/.exec(css)?.[1] ?? ""),
  light: colours(/\[data-theme="light"\]\s*\{([^}]*)\}/.exec(css)?.[1] ?? ""),
};
const surfaces = ["page", "pane", "raised"] as const;
const states = ["free", "ring", "talk", "hold", "wrap", "off", "back", "alarm"] as const;

for (const [theme, palette] of Object.entries(themes)) {
  const colour = (name: string) => {
    const found = palette.get(name);
    if (!found) throw new Error(`the ${theme} theme has no --${name}`);
    return found;
  };
  const worst = (name: string) =>
    Math.min(...surfaces.map((surface) => contrast(colour(name), colour(surface))));

  test(`in the ${theme} theme, text can be read all day, and nothing is too faint`, () => {
    expect(worst("text")).toBeGreaterThanOrEqual(7);
    for (const name of ["text-2", "text-3", "accent", ...states])
      expect(worst(name), name).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("accent-ink"), colour("accent"))).toBeGreaterThanOrEqual(4.5);
    expect(worst("edge")).toBeGreaterThanOrEqual(3);
  });

  for (const [vision, matrix] of Object.entries(visions()))
    test(`in the ${theme} theme, states can be told apart with ${vision}`, () => {
      const seen = states.map((name) => oklab(matrix.map((row) => dot(row, colour(name)))));
      for (const [at, one] of seen.entries())
        for (const [beside, other] of seen.entries())
          if (at < beside)
            expect(
              Math.hypot(...one.map((part, index) => part - (other[index] ?? 0))),
              `${states[at]} and ${states[beside]}`,
            ).toBeGreaterThan(0.045);
    });
}

type Colour = readonly number[];

/** The linear-light colours of a block, by name. */
function colours(block: string): ReadonlyMap<string, Colour> {
  const linear = (hex: string) => {
    const part = Number.parseInt(hex, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return new Map(
    [...block.matchAll(/--([\w-]+): #(\w\w)(\w\w)(\w\w);/g)].map(([, name = "", ...parts]) => [
      name,
      parts.map(linear),
    ]),
  );
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [one, other]
    .map((colour) => dot([0.2126, 0.7152, 0.0722], colour))
    .sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function dot(row: readonly number[], colour: Colour): number {
  return row.reduce((sum, factor, at) => sum + factor * (colour[at] ?? 0), 0);
}

/** OKLab (Ottosson 2020) of a linear-light colour; a distance of 0.02 is about the least that can be seen. */
function oklab(colour: Colour): Colour {
  const cones = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ].map((row) => Math.cbrt(Math.max(0, dot(row, colour))));
  return [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ].map((row) => dot(row, cones));
}

/** Machado, Oliveira and Fernandes 2009, full severity, on linear light. */
function visions(): Readonly<Record<string, readonly (readonly number[])[]>> {
  return {
    "normal vision": [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    protanopia: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    deuteranopia: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
    tritanopia: [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  };
}

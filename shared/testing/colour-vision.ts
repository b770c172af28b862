/**
 * How far apart two colours look, to most people and to those with one of the three colour blindnesses; for tests of
 * palettes. The blindnesses are simulated by the matrices of Machado, Oliveira and Fernandes (2009), full severity, and
 * distances are measured in Oklab, where 0.02 is about the least that one notices side by side.
 */
type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const VISIONS: Readonly<Record<string, Matrix>> = {
  usual: [
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

const TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_OKLAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

/** By the vision to which they are closest. Colours are written `#1f6f99`. */
export function leastDistance(one: string, other: string): number {
  return Math.min(
    ...Object.values(VISIONS).map((vision) => {
      const [a, b] = [seen(one, vision), seen(other, vision)];
      return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    }),
  );
}

/** The contrast of WCAG 2: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function seen(colour: string, vision: Matrix): Triple {
  const cones = times(
    TO_CONES,
    each(times(vision, linear(colour)), (part) => Math.min(1, Math.max(0, part))),
  );
  return times(TO_OKLAB, each(cones, Math.cbrt));
}

function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(colour: string): Triple {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  return each([part(1), part(3), part(5)], (value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
}

function times([first, second, third]: Matrix, vector: Triple): Triple {
  const row = (parts: Triple) => parts[0] * vector[0] + parts[1] * vector[1] + parts[2] * vector[2];
  return [row(first), row(second), row(third)];
}

function each([a, b, c]: Triple, change: (part: number) => number): Triple {
  return [change(a), change(b), change(c)];
}

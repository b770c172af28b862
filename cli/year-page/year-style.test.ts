import { describe, expect, it } from '@jest/globals';
import { contrast, leastDistance } from '../../shared/testing/colour-vision.ts';
import { COLOUR_COUNT } from './choose-colours.ts';
import { yearPrintStyle } from './year-print-style.ts';
import { yearStyle } from './year-style.ts';

const dark = (style: string) =>
  style.match(/@media \(prefers-color-scheme: dark\) \{\s*:root \{[^}]*\}/g)?.join('') ?? '';
const light = yearStyle.replaceAll(/@media \(prefers-color-scheme: dark\) \{\s*:root \{[^}]*\}/g, '');

const SCHEMES = { light, dark: dark(yearStyle), paper: yearPrintStyle };
const places = Array.from({ length: COLOUR_COUNT }, (_, place) => place);

describe('colour-vision', () => {
  it('knows what it measures', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(leastDistance('#000000', '#ffffff')).toBeCloseTo(1, 3);
    // Red and green of one lightness: far apart for most, and hardly for some.
    expect(leastDistance('#b04a2f', '#6b6b14')).toBeLessThan(0.06);
  });
});

describe.each(Object.entries(SCHEMES))('%s', (_, style) => {
  const colour = (name: string) => style.match(new RegExp(`--${name}: (#[0-9a-f]{6})`))?.[1] ?? `no --${name}`;

  it('keeps the colours of entries apart, whatever one sees', () => {
    const close = places.flatMap((one) =>
      places
        .filter((other) => other > one)
        .map((other) => ({ one, other, distance: leastDistance(colour(`c${one}`), colour(`c${other}`)) }))
        .filter(({ distance }) => !(distance > 0.1)),
    );
    expect(close).toEqual([]);
  });

  it('keeps them apart from the page, and their letters legible', () => {
    for (const place of places) {
      expect(contrast(colour(`c${place}`), colour('raised'))).toBeGreaterThan(3);
      expect(contrast(colour(`c${place}`), colour('weekend'))).toBeGreaterThan(2.8);
      expect(contrast(colour(`c${place}`), colour(`on-c${place}`))).toBeGreaterThan(4.5);
    }
    for (const surface of ['paper', 'raised', 'weekend', 'ice']) {
      expect(contrast(colour('ink'), colour(surface))).toBeGreaterThan(7);
      expect(contrast(colour('soft'), colour(surface))).toBeGreaterThan(4);
    }
    expect(contrast(colour('critical'), colour('weekend'))).toBeGreaterThan(4.5);
    expect(contrast(colour('warning'), colour('paper'))).toBeGreaterThan(4.5);
  });
});

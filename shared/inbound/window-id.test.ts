import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { windowId } from './window-id.ts';

describe('windowId', () => {
  it.each(['2SATX4@2026-04-25', '0SUN@2026-03-01', '23FRI@2026-12-31', '2SATX4@2026-04-25+1a2b3c4d'])(
    'takes %s',
    (id) => {
      expect(z.safeParse(windowId, id).success).toBe(true);
    },
  );

  it.each([
    '24FRI@2026-03-06',
    '02SAT@2026-03-06',
    '2SATX6@2026-03-06',
    '2SAT@2026-13-06',
    '2SAT@2026-03-32',
    '2SAT@2026-03-06+1A2B3C4D',
    '2SAT@2026-03-06+1a2b3c4',
    '2SAT@2026-03-06+1a2b3c4d5',
    'x2SAT@2026-03-06',
    '2SAT',
  ])('refuses %s', (id) => {
    expect(z.safeParse(windowId, id).success).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { refusalOf } from '../testing/refusal-of.ts';
import { accountId, detailTypeOf, instant, regionName } from './envelope.ts';

describe('instant', () => {
  it.each([
    ['2026-03-06T21:00:00Z', '2026-03-06T21:00:00.000Z'],
    ['2026-03-06T21:00:00.123456789Z', '2026-03-06T21:00:00.123Z'],
    ['2026-03-06T22:00:00+01:00', '2026-03-06T21:00:00.000Z'],
    ['2024-02-29T23:30:00-05:00', '2024-03-01T04:30:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(z.parse(instant, text).toISOString()).toBe(expected);
  });

  it.each(['2026-03-06T21:00:00', '2026-03-06', '2026-02-29T00:00:00Z', '2026-03-06T25:00:00Z', '1772830800000', ''])(
    'refuses %j',
    (text) => {
      expect(z.safeParse(instant, text).success).toBe(false);
    },
  );
});

describe('regionName and accountId', () => {
  it.each(['eu-west-1', 'ap-southeast-7', 'us-gov-east-1', 'eusc-de-east-1', 'us-isob-east-1', 'mx-central-1'])(
    'know the Region %s',
    (region) => {
      expect(z.safeParse(regionName, region).success).toBe(true);
    },
  );

  it.each(['eu-west', 'EU-WEST-1', 'eu-west-1a', ' eu-west-1', '*'])('know no Region %j', (region) => {
    expect(z.safeParse(regionName, region).success).toBe(false);
  });

  it.each(['1111', '1111222233334', '11112222333x', '111122223333\n'])('know no account %j', (account) => {
    expect(z.safeParse(accountId, account).success).toBe(false);
  });
});

describe('detailTypeOf()', () => {
  it('gives the kind that has arrived', () => {
    expect(detailTypeOf('nudge', { 'detail-type': 'B', detail: 7 }, ['A', 'B'])).toBe('B');
  });

  it('refuses the kinds that it was not asked for', () => {
    expect(refusalOf(() => detailTypeOf('nudge', { 'detail-type': 'C' }, ['A', 'B'])).message).toBe(
      'Cannot parse nudge: detail-type is "C", wanted A or B',
    );
  });
});

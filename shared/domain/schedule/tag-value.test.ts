import { describe, expect, it } from '@jest/globals';
import { parseTagValue } from './tag-value.ts';

describe('parseTagValue()', () => {
  it('reads a schedule', () => {
    expect(parseTagValue('2SATX4')).toEqual({
      kind: 'schedule',
      schedule: { hour: 2, weekday: 'SAT', occurrence: { kind: 'nth', nth: 4 } },
    });
  });

  it.each(['EXEMPT', 'REPLACE'])('reads the reserved value %s', (value) => {
    expect(parseTagValue(value)).toEqual({ kind: 'reserved', value });
  });

  it.each(['exempt', 'EXEMPT ', 'REPLACED', 'EXEMP', ''])(
    'refuses %j, as a reserved value too has one spelling',
    (text) => {
      expect(parseTagValue(text)).toMatchObject({ kind: 'refused', position: 0 });
    },
  );
});

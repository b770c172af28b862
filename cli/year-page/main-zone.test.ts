import { expect, it } from '@jest/globals';
import { mainZone } from './main-zone.ts';

it.each([
  ['UTC', []],
  ['Asia/Tokyo', ['Europe/Berlin', 'Asia/Tokyo', 'Asia/Tokyo']],
  ['Asia/Tokyo', ['Europe/Berlin', 'Asia/Tokyo']],
])('mainZone() is %s for %j', (expected, zones) => {
  expect(mainZone(zones.map((zone) => ({ zone })))).toBe(expected);
});

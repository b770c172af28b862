import { describe, expect, it } from '@jest/globals';
import { aWindow } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { aNoncompliantNode, aSurroundingWindow } from '../../testing/request-builders.ts';
import { urgentRequest } from './urgent-request.ts';

const midnight = new Date('2026-03-05T00:00:00Z');
const at = (milliseconds: number) => new Date(midnight.getTime() + milliseconds);
const one = aSurroundingWindow({ window: aWindow({ id: '22FRI@2026-03-04+1a2b3c4d', opensAt: at(-1) }) });
const other = aSurroundingWindow({ window: aWindow({ id: '22FRI@2026-03-04+5e6f7a8b', opensAt: at(0) }) });
const coming = aSurroundingWindow({ window: aWindow({ opensAt: at(24 * 3_600_000) }) });

describe('urgentRequest() in small worlds', () => {
  // Goal: one window for all nodes of a cell that are reported at once (P2), and another for another need. Method: every
  // two requests that differ in anything.
  it('names two requests the same where they ask for the same, and only there', () => {
    const requests = [
      ...everyCombination({
        id: ['i-1', 'i-2'],
        value: ['22FRI', '2FRI'],
        account: ['444455556666', '777788889999'],
        region: ['eu-west-1', 'eu-west-2'],
        severity: ['CRITICAL', 'HIGH'],
        now: [at(-1), at(0), at(1)],
        windows: [[], [one], [one, other, coming], [coming, other, one]],
      }),
    ].map(({ now, windows, ...about }) => {
      const begun = windows.filter(({ window }) => window.opensAt <= now).map(({ window }) => window.id);
      const { value, account, region, severity } = about;
      const day = now < midnight ? 'Wednesday' : 'Thursday';
      return {
        need: JSON.stringify([value, account, region, severity, day, begun.sort()]),
        asked: urgentRequest({ node: aNoncompliantNode(about), windows, now }, (name) => name),
        about,
      };
    });
    const idOf = new Map(requests.map(({ need, asked }) => [need, asked.requestId]));
    const needOf = new Map(requests.map(({ need, asked }) => [asked.requestId, need]));
    const found = survey(requests, ({ need, asked, about }) => ({
      'P2: one need is one request, whichever node it is of': idOf.get(need) === asked.requestId,
      'another need is another request': needOf.get(asked.requestId) === need,
      'P6: it is for the cell alone, and for its schedule':
        [asked.schedule, ...asked.accounts, ...asked.regions].join() ===
        `${about.value},${about.account},${about.region}`,
      'critical is what AWS calls so': (asked.severity === 'critical') === (about.severity === 'CRITICAL'),
      'it names no node': !asked.reason.includes(about.id) && !asked.requestId.includes(about.id),
    }));
    expect(found).toEqual({ worlds: 2 ** 5 * 3 * 4, broken: [] });
    expect(idOf.size).toBe(needOf.size);
  });
});

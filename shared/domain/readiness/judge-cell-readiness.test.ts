import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { aHub, aReadyCell, HUB_CELL, read, unreadable } from '../../testing/readiness-builders.ts';
import { cellKey } from '../window/node.ts';
import { FORWARDED_DETAIL_TYPES, judgeCellReadiness, judgeOtherSources } from './judge-cell-readiness.ts';
import type { CellObservation, HubObservation } from './observation.ts';

function story(cell: Partial<CellObservation> = {}, hub: Partial<HubObservation> = {}): string[] {
  return judgeCellReadiness(aReadyCell(cell), aHub(hub)).map(
    ({ answer, what, account, region = 'all', sentence }) => `${answer} ${what} ${account} ${region}: ${sentence}`,
  );
}

const PLACE = '444455556666 eu-west-1';

describe('judgeCellReadiness()', () => {
  it('finds nothing where all is in place', () => {
    expect(story()).toEqual([]);
  });

  it.each([
    [{ kind: 'none' as const }, 'does not exist'],
    [{ kind: 'off' as const }, 'is off'],
    [{ kind: 'failing' as const, message: 'no bucket' }, 'fails to deliver (no bucket)'],
  ])('names a recorder that is %j, and not that the aggregator is behind because of it (C3)', (recorder, said) => {
    const sources = read(new Map([[cellKey(CELL), 'OUTDATED']]));
    expect(story({ recorder: read(recorder) }, { sources })).toEqual([
      `fails recorder ${PLACE}: The recorder of AWS Config of account 444455556666 in eu-west-1 ${said}.`,
    ]);
  });

  it('names what the aggregator is behind of, or does not list', () => {
    expect(story({}, { sources: read(new Map([[cellKey(CELL), 'OUTDATED']])) })).toEqual([
      `fails aggregated ${PLACE}: The aggregator of AWS Config is behind of account 444455556666 in eu-west-1 (OUTDATED).`,
    ]);
    expect(story({}, { sources: read(new Map()) })).toEqual([
      `fails aggregated ${PLACE}: The aggregator of AWS Config does not list account 444455556666 in eu-west-1.`,
    ]);
    expect(story({}, { sources: unreadable() })).toEqual([]); // Said of the hub.
  });

  it('wants neither recorder nor aggregator where no EC2 nodes are (C4)', () => {
    const wanting = { recorder: read({ kind: 'none' as const }) };
    const unheard = { sources: read(new Map<string, undefined>()) };
    expect(story({ ...wanting, instances: read([]) }, unheard)).toEqual([]);
    expect(story({ instances: read([]) }, unheard)).toEqual([]);
    expect(story({ ...wanting, instances: unreadable() }, unheard)).toHaveLength(1);
  });

  it('names what the aggregator is behind of in cells that nobody looks at', () => {
    const sources = read(
      new Map([
        [cellKey(CELL), 'OUTDATED'],
        [cellKey(OTHER_CELL), 'FAILED'],
        [cellKey(HUB_CELL), undefined],
      ]),
    );
    expect(judgeOtherSources(aHub({ sources }), [CELL])).toMatchObject([
      { answer: 'fails', what: 'aggregated', ...OTHER_CELL },
    ]);
    expect(judgeOtherSources(aHub({ sources: unreadable() }), [CELL])).toEqual([]);
  });

  it('names the account that the runbook is not shared with, unless it is its own or everybody may', () => {
    const sharedWith = read(new Set(['123456789012']));
    expect(story({}, { sharedWith })).toEqual([
      'fails document-shared 444455556666 all: The runbook Patchplane-PatchCell is not shared with account 444455556666: no run can begin there.',
    ]);
    expect(story({}, { sharedWith: read(new Set(['all'])) })).toEqual([]);
    expect(story(HUB_CELL, { sharedWith })).toEqual([]);
    expect(story({}, { sharedWith: unreadable() })).toEqual([
      'unread document-shared 444455556666 all: Whether the runbook is shared could not be read: AWS answered ThrottlingException: no',
    ]);
  });

  it('says nothing of what lies behind a role that lets nobody in (C1, C2)', () => {
    const dark = { recorder: unreadable(), forwards: unreadable() };
    const because =
      'The role Patchplane-Read of account 444455556666 cannot be assumed, so that nothing there can be looked at: AWS answered';
    expect(story({ ...dark, role: unreadable('AccessDenied') })).toEqual([
      `fails read-role 444455556666 all: ${because} AccessDenied: no`,
    ]);
    expect(story({ ...dark, role: unreadable('Throttling') })).toEqual([
      `unread read-role 444455556666 all: ${because} Throttling: no`,
    ]);
  });

  it('names the events that nothing forwards', () => {
    const some = FORWARDED_DETAIL_TYPES.filter((type) => !type.startsWith('EC2'));
    expect(story({ forwards: read(new Set(some)) })).toEqual([
      `fails forwarding ${PLACE}: No enabled rule of account 444455556666 in eu-west-1 forwards to the hub: EC2 Command Status-change Notification, EC2 Automation Execution Status-change Notification.`,
    ]);
  });

  it('says of everything that it could not read that it could not', () => {
    expect(story({ recorder: unreadable(), forwards: unreadable() })).toEqual([
      `unread recorder ${PLACE}: The recorder of AWS Config of account 444455556666 in eu-west-1 could not be read: AWS answered ThrottlingException: no`,
      `unread forwarding ${PLACE}: The rules that forward events of account 444455556666 in eu-west-1 could not be read: AWS answered ThrottlingException: no`,
    ]);
  });

  it('knows what the members forward', () => {
    const member = readFileSync('stacks/member.yml', 'utf8');
    const types = [...member.matchAll(/detail-type: \[(.+)\]/g)].flatMap(([, list = '']) => list.split(', '));
    expect([...new Set(types)].sort()).toEqual([...FORWARDED_DETAIL_TYPES].sort());
  });
});

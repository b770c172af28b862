/** Records that the referee must let pass, and two that must come to the same. */
import { describe, expect, it } from '@jest/globals';
import { writeCalendar } from '../calendar/write-calendar.ts';
import { judged, madeUpCloud } from '../testing/judged.ts';
import {
  AUDIT,
  aCommand,
  addEmergency,
  addRingBefore,
  aHold,
  aMessage,
  aRequest,
  aRun,
  aTagWrite,
  at,
  digest,
  ENTRY,
  type MadeUp,
  NODES,
  RING,
  ringNodes,
  WINDOW,
} from '../testing/made-up-evidence.ts';
import { HUB } from '../testing/small-organization.ts';
import { sayBreach } from './breach.ts';
import { checkConvergence } from './check-laws.ts';

const [first, _second, _third] = NODES;
describe('the referee lets pass', () => {
  it.each<[string, MadeUp]>([
    ['a window that went well', {}],
    ['the same notice to two topics', { spoil: ({ messages }) => messages.push(aMessage({ topicArn: 'chat' })) }],
    [
      'the same notice twice after a function died',
      {
        spoil: ({ messages, invocationErrors }) => {
          messages.push(aMessage({ at: at('06:50') }));
          invocationErrors.push({ at: at('06:46'), functionArn: 'x', attempt: 1, error: 'killed' });
        },
      },
    ],
    [
      'a node that its own hook refused after another wave had taken it',
      {
        spoil: (record) => {
          record.tagWrites.push(aTagWrite({ at: at('02:00'), by: 'ann', key: 'maintenance:wave', after: '2' }));
          record.commands.push(aCommand({ id: 'c-3', at: at('02:10'), nodeIds: [first] }));
          record.patchRuns.push(aRun({ commandId: 'c-3', begunAt: at('02:11'), came: 'hook-refused' }));
        },
      },
    ],
    [
      'a command of somebody else',
      {
        spoil: (record) => {
          record.commands.push(aCommand({ id: 'c-3', by: 'arn:aws:iam::1:root', comment: 'by hand' }));
          record.patchRuns.push(aRun({ commandId: 'c-3', comment: 'by hand' }));
        },
      },
    ],
    ['a window that somebody asked for', { spoil: addEmergency }],
    [
      'a hold that was asked for a moment before',
      { spoil: (record) => record.putEvents.push(aHold({ kind: 'all' }, '01:00')) },
    ],
    [
      'a hold that was released',
      {
        spoil: ({ putEvents }) => {
          putEvents.push(aHold({ kind: 'all' }, '00:00'));
          putEvents.push(aRequest('Release Requested', { scope: { kind: 'all' } }, at('00:30')));
        },
      },
    ],
    [
      'a ring whose predecessor has proved itself',
      { entries: RING, organization: { nodes: ringNodes() }, spoil: (record) => addRingBefore(record) },
    ],
    [
      'a ring that somebody has released',
      {
        entries: RING,
        organization: { nodes: ringNodes() },
        spoil: (record) => {
          addRingBefore(record, '2 patched, 8 failed');
          const scope = { kind: 'window', window: WINDOW };
          record.putEvents.push(aRequest('Release Requested', { scope }, at('00:50')));
        },
      },
    ],
    [
      'a calendar that was open',
      {
        entries: { '2SAT': { ...ENTRY, calendars: ['audit'] } },
        spoil: ({ calendars }) => calendars.push({ ...AUDIT, content: writeCalendar([]) }),
      },
    ],
    [
      'a cell in which the role was refused',
      {
        spoil: (record) => {
          record.commands.splice(1);
          record.patchRuns.splice(2);
          record.messages.splice(0, 1, aMessage({ body: digest('2 patched, 1 missed') }));
          const refused = `arn:aws:iam::${HUB}:role/Patchplane-PatchCell`;
          record.refusals.push({ at: at('01:02'), principal: 'x', action: 'sts:AssumeRole', resource: refused });
        },
      },
    ],
    [
      'a window that nobody could have swept',
      {
        spoil: (record) => {
          record.messages.splice(0);
          record.completions.splice(0);
        },
      },
    ],
  ])('%s', (_, madeUp) => {
    expect(judged(madeUp)).toEqual([]);
  });
});

describe('the referee compares', () => {
  it('by P7 two runs that came to different ends', () => {
    const late = madeUpCloud({ spoil: ({ messages }) => messages.splice(0, 1, aMessage({ at: at('07:00') })) });
    const other = madeUpCloud({
      spoil: ({ messages }) => messages.splice(0, 1, aMessage({ body: digest('2 patched, 1 failed') })),
    });
    const silent = madeUpCloud({ spoil: ({ messages }) => messages.splice(0) });

    expect(checkConvergence(madeUpCloud({}), late)).toEqual([]);
    expect(checkConvergence(madeUpCloud({}), other).map(sayBreach)).toEqual([
      `P7, convergence: ${WINDOW} came to: window-final, 2 patched, 0 pending-reboot, 1 failed, 0 skipped, 0 missed, 0 excepted of 3; undisturbed: window-final, 3 patched, 0 pending-reboot, 0 failed, 0 skipped, 0 missed, 0 excepted of 3`,
    ]);
    expect(checkConvergence(madeUpCloud({}), silent)).toMatchObject([
      { law: 'P7', says: expect.stringContaining('not told') },
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { SaidIntent } from '../../shared/aws/put-intent.ts';
import { INTENT_DETAIL_TYPES } from '../../shared/inbound/intent-detail-types.ts';
import { parseIntentEvent } from '../../shared/inbound/intent-event.ts';
import { InputError } from '../input-error.ts';
import { runCommand } from '../testing/run-command.ts';
import { readScope } from './read-request.ts';

const ID = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
const WHY = ['--reason', 'the shop has a sale'];

/** A hub that takes what is asked, and keeps it. */
function aDesk() {
  const asked: SaidIntent[] = [];
  const put = async (intent: SaidIntent) => void asked.push(intent);
  return { asked, requestDesk: async () => ({ account: '111122223333', region: 'eu-central-1', put }) };
}

describe('patchplane patch-now, hold, release, acknowledge', () => {
  it('asks to patch now, says under which id, and how to see the answer', async () => {
    const desk = aDesk();
    const words = [
      'patch-now',
      '2SATX4',
      ...WHY,
      '--account',
      '444455556666',
      '--account',
      '777788889999',
      '--region',
      'eu-west-1',
    ];

    expect(await runCommand([...words, '--severity', 'critical'], desk)).toEqual({
      code: 0,
      err: '',
      out: `Asked the hub in 111122223333, eu-central-1: patch 2SATX4 now in 444455556666, 777788889999, eu-west-1 (critical)
Request ${ID}
The answer is told in a minute or so, by e-mail and in chat, as request-admitted#${ID} or request-refused#${ID}
If it is admitted, its window opens within five minutes: npx patchplane windows --schedule 2SATX4
`,
    });
    expect(desk.asked).toEqual([
      {
        kind: 'patch',
        requestId: ID,
        schedule: '2SATX4',
        accounts: ['444455556666', '777788889999'],
        regions: ['eu-west-1'],
        reason: 'the shop has a sale',
        severity: 'critical',
      },
    ]);
  });

  it.each<[string[], Partial<SaidIntent>, string]>([
    [
      ['patch-now', '2SAT'],
      { kind: 'patch', schedule: '2SAT', accounts: [], regions: [], severity: 'normal' },
      'patch 2SAT now (normal)',
    ],
    [['hold', 'all'], { kind: 'hold', scope: { kind: 'all' }, cancelRunning: false }, 'hold all'],
    [['hold', 'all', '--cancel-running'], { kind: 'hold', cancelRunning: true }, 'hold all, and cancel what runs'],
    [
      ['hold', 'schedule', '2SAT'],
      { kind: 'hold', scope: { kind: 'schedule', schedule: '2SAT' } },
      'hold schedule 2SAT',
    ],
    [
      ['release', 'account', '444455556666'],
      { kind: 'release', scope: { kind: 'account', account: '444455556666' } },
      'release account 444455556666',
    ],
    [
      ['release', '2SAT@2026-03-07'],
      { kind: 'release', scope: { kind: 'window', window: '2SAT@2026-03-07' } },
      'release window 2SAT@2026-03-07',
    ],
    [
      ['acknowledge', 'window-missed#2SAT@2026-03-07'],
      { kind: 'acknowledge', key: 'window-missed#2SAT@2026-03-07' },
      'acknowledge window-missed#2SAT@2026-03-07',
    ],
  ])('%j asks for %j', async (words, intent, sentence) => {
    const desk = aDesk();
    const { code, out, err } = await runCommand([...words, ...WHY], desk);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')[0]).toBe(`Asked the hub in 111122223333, eu-central-1: ${sentence}`);
    expect(desk.asked).toMatchObject([{ ...intent, requestId: ID, reason: 'the shop has a sale' }]);
    expect(desk.asked.map(parsed)).toMatchObject([{ kind: 'asked' }]); // The hub can read it.
  });

  it('prints with --json what it asked, where, and the keys of the answer, and nothing else', async () => {
    const desk = aDesk();
    const { out } = await runCommand(['hold', 'all', ...WHY, '--json'], desk);

    expect(JSON.parse(out)).toEqual({
      account: '111122223333',
      region: 'eu-central-1',
      kind: 'hold',
      requestId: ID,
      scope: { kind: 'all' },
      reason: 'the shop has a sale',
      cancelRunning: false,
      notices: [`hold-set#${ID}`, `request-refused#${ID}`],
    });
  });

  it.each([
    [['patch-now', '2STA', ...WHY], 'Cannot read the schedule: "2STA" is not a schedule'],
    [['patch-now', 'EXEMPT', ...WHY], 'Cannot read the schedule: EXEMPT keeps nodes out of all windows, and is none'],
    [['patch-now', '2SAT'], "required option '--reason <text>' not specified"],
    [
      ['patch-now', '2SAT', '--reason', ' '],
      'Cannot read --reason: it is " ", wanted a reason of one line and at most 500 characters',
    ],
    [['patch-now', '2SAT', '--reason', 'a\nb'], 'Cannot read --reason: it is "a\\nb"'],
    [['patch-now', '2SAT', '--reason', 'a\tb'], 'Cannot read --reason: it is "a\\tb"'],
    [['patch-now', '2SAT', '--reason', 'x'.repeat(501)], 'wanted a reason of one line and at most 500 characters'],
    [
      ['patch-now', '2SAT', ...WHY, '--account', '1'],
      'Cannot read --account: it is "1", wanted an account id of 12 digits',
    ],
    [
      ['patch-now', '2SAT', ...WHY, '--region', 'Ireland'],
      'Cannot read --region: it is "Ireland", wanted a Region such as eu-west-1',
    ],
    [['patch-now', '2SAT', ...WHY, '--severity', 'low'], 'Allowed choices are critical, high, normal'],
    [['acknowledge', '', ...WHY], 'Cannot read the key: it is "", wanted the key in the last line of a notice'],
    [['hold', ...WHY], "missing required argument 'scope'"],
  ])('refuses %j, and asks for nothing', async (words, problem) => {
    const desk = aDesk();
    const { code, out, err } = await runCommand(words, desk);

    expect({ code, out, asked: desk.asked }).toEqual({ code: 2, out: '', asked: [] });
    expect(err).toContain(problem);
  });

  it('says in a sentence what AWS would not have', async () => {
    const put = () =>
      Promise.reject(new InputError('Cannot ask on the bus patchplane-live (eu-central-1): AccessDenied'));
    const requestDesk = async () => ({ account: '111122223333', region: 'eu-central-1', put });

    expect(await runCommand(['hold', 'all', ...WHY], { requestDesk })).toEqual({
      code: 2,
      out: '',
      err: 'Cannot ask on the bus patchplane-live (eu-central-1): AccessDenied\n',
    });
  });
});

describe('readScope()', () => {
  it.each([
    [['everything']],
    [['all', 'schedule']],
    [['schedule']],
    [['schedule', '2STA']],
    [['schedule', '2SAT', '3SUN']],
    [['window', '2SAT']],
    [['window']],
    [['account', '1']],
    [['2SAT@2026-13-07']],
    [[]],
  ])('refuses %j', (words) => {
    expect(() => readScope(words)).toThrow(InputError);
  });
});

function parsed({ kind, ...said }: SaidIntent) {
  const envelope = { id: ID, account: '111122223333', region: 'eu-central-1', time: '2026-03-06T20:41:07Z' };
  const detail = { version: '1', ...said };
  return parseIntentEvent({ ...envelope, source: 'patchplane', 'detail-type': INTENT_DETAIL_TYPES[kind], detail });
}

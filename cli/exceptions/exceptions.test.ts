import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exceptionRow } from '../../shared/aws/ledger/exception-rows.ts';
import { putRow } from '../../shared/aws/ledger/ledger-table.ts';
import type { SaidIntent } from '../../shared/aws/put-intent.ts';
import { INTENT_DETAIL_TYPES } from '../../shared/inbound/intent-detail-types.ts';
import { parseIntentEvent } from '../../shared/inbound/intent-event.ts';
import { aGrantedException, anException } from '../../shared/testing/exception-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../shared/testing/ledger-on-dynalite.ts';
import { hubOnTable } from '../testing/hub-on-table.ts';
import { runCommand } from '../testing/run-command.ts';

const ID = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
const WHY = ['--reason', 'agreed'];
const cell = { account: '444455556666', region: 'eu-west-1' };
const requested = anException({ reason: 'the vendor\u001b[2J certifies' });
const granted = aGrantedException({
  node: { ...cell, id: 'i-0a1b2c3d4e5f60719' },
  until: new Date('2026-04-01T00:00:00Z'),
  exemptAt: new Date('2026-03-06T10:05:00Z'),
  remembered: { schedule: '2SAT' },
});
const ended = { ...anException({ node: { ...cell, id: 'i-0a1b2c3d4e5f60720' } }), kind: 'ended' } as const;
const unknown = 'i-0a1b2c3d4e5f60721';

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  for (const exception of [requested, granted, ended]) await putRow(ledger.table, exceptionRow(exception));
});
afterAll(() => ledger.stop());

/** A hub with exceptions in its ledger, that takes what is asked, and keeps it. */
function surroundings() {
  const asked: SaidIntent[] = [];
  const put = async (intent: SaidIntent) => void asked.push(intent);
  return {
    asked,
    hub: async () => hubOnTable(ledger.table, { entries: [], tags: new Map() }),
    requestDesk: async () => ({ account: '111122223333', region: 'eu-central-1', put }),
  };
}

describe('patchplane exceptions', () => {
  it('lists what is open, with its end, its owner, who asked and who approved', async () => {
    const { out, code } = await runCommand(['exceptions'], surroundings());
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
"2 open exceptions
until 2026-04-01T00:00Z  approved  i-0a1b2c3d4e5f60719  444455556666  eu-west-1  payments@example.com
  "the vendor certifies each patch", asked for by arn:aws:iam::111122223333:user/ada at 2026-03-06T09:00:00.000Z
  approved by arn:aws:iam::111122223333:user/grace at 2026-03-06T10:00:00.000Z; then 2SAT comes back
until 2026-05-01T00:00Z  requested  i-0123456789abcdef0  444455556666  eu-west-1  payments@example.com
  "the vendor\\u001b[2J certifies", asked for by arn:aws:iam::111122223333:user/ada at 2026-03-06T09:00:00.000Z
"
`);
  });

  it('narrows by owner and account, shows the last one of a node, and none', async () => {
    const other = await runCommand(['exceptions', '--owner', 'shop@example.com'], surroundings());
    expect(other.out).toBe('0 open exceptions\n');
    const none = await runCommand(['exceptions', '--account', '777788889999', '--json'], surroundings());
    expect(JSON.parse(none.out)).toEqual({ exceptions: [] });
    const one = await runCommand(['exceptions', ended.node.id, '--json'], surroundings());
    expect(JSON.parse(one.out).exceptions).toMatchObject([
      { id: ended.node.id, state: 'ended', until: '2026-05-01T00:00:00.000Z', owner: 'payments@example.com' },
    ]);
    expect((await runCommand(['exceptions', unknown], surroundings())).out).toBe('0 exceptions\n');
  });
});

describe('patchplane except, approve-exception, end-exception', () => {
  const place = ['--account', cell.account, '--region', cell.region, '--owner', 'payments@example.com'];

  it('asks for an exception until the beginning of a day, and says who must approve it', async () => {
    const desk = surroundings();
    const { out } = await runCommand(['except', unknown, ...place, ...WHY, '--until', '2026-05-01'], desk);
    expect(
      out,
    ).toBe(`Asked the hub in 111122223333, eu-central-1: except ${unknown} in 444455556666, eu-west-1, until 2026-05-01T00:00:00.000Z
Request ${ID}
The answer is told in a minute or so, by e-mail and in chat, as exception-requested#${ID} or request-refused#${ID}
Nothing changes until somebody else approves it: npx patchplane approve-exception ${unknown} --reason "…"
`);
    expect(desk.asked).toEqual([
      {
        kind: 'except',
        requestId: ID,
        node: { id: unknown, ...cell },
        owner: 'payments@example.com',
        reason: 'agreed',
        until: new Date('2026-05-01T00:00:00Z'),
      },
    ]);
  });

  it.each([
    ['approve-exception', requested, `approve that ${requested.node.id} is not patched until 2026-05-01T00:00:00.000Z`],
    ['end-exception', requested, `end the exception by which ${requested.node.id} is not patched`],
    ['end-exception', granted, `end the exception by which ${granted.node.id} is not patched`],
  ] as const)('%s answers what stands there, and shows it', async (command, exception, sentence) => {
    const desk = surroundings();
    const { out, code } = await runCommand([command, exception.node.id, ...WHY], desk);
    expect(code).toBe(0);
    expect(out).toContain(sentence);
    expect(out).toContain('as arn:aws:iam::111122223333:user/ada has asked: "the vendor');
    expect(out).not.toContain('\u001b');
    expect(desk.asked).toMatchObject([{ kind: command, nodeId: exception.node.id, exception: exception.requestId }]);
  });

  it('asks for nothing that the hub could not read', async () => {
    const desk = surroundings();
    await runCommand(['except', unknown, ...place, ...WHY, '--until', '2026-05-01'], desk);
    await runCommand(['approve-exception', requested.node.id, ...WHY], desk);
    await runCommand(['end-exception', requested.node.id, ...WHY], desk);
    for (const { kind, ...said } of desk.asked) {
      const event = {
        ...{ id: 'event-1', account: '111122223333', region: 'eu-central-1', time: '2026-03-05T12:00:00Z' },
        ...{ source: 'patchplane', 'detail-type': INTENT_DETAIL_TYPES[kind] },
        detail: JSON.parse(JSON.stringify({ version: '1', ...said })),
      };
      expect(parseIntentEvent(event)).toMatchObject({ kind: 'asked', intent: { kind, ...said } });
    }
    expect(desk.asked).toHaveLength(3);
  });

  it.each([
    [['except', 'web-01', ...place, ...WHY, '--until', '2026-05-01'], 'Cannot read the node: it is "web-01"'],
    [['except', unknown, ...place, ...WHY, '--until', '2026-03-05'], '--until'],
    [['except', unknown, ...place, ...WHY, '--until', 'tomorrow'], '--until'],
    [['except', unknown, ...place, '--owner', ' ', ...WHY, '--until', '2026-05-01'], '--owner'],
    [['approve-exception', unknown, ...WHY], 'none was ever asked for'],
    [['approve-exception', granted.node.id, ...WHY], 'it is approved, wanted one that waits for an approval'],
    [['end-exception', ended.node.id, ...WHY], 'it is ended, wanted one that was asked for, or stands'],
  ])('refuses %j', async (words, problem) => {
    const desk = surroundings();
    const { err, code } = await runCommand(words, desk);
    expect(code).toBe(2);
    expect(err).toContain(problem.replace('Cannot read the node: it is ', ''));
    expect(desk.asked).toEqual([]);
  });
});

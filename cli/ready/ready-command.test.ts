import { describe, expect, it } from '@jest/globals';
import type { ReadinessAnswer } from '../../shared/aws/ledger/readiness-rows.ts';
import type { Finding } from '../../shared/domain/readiness/prerequisites.ts';
import { aWindow, CELL } from '../../shared/testing/domain-builders.ts';
import { runCommand } from '../testing/run-command.ts';
import type { ReadinessDesk } from './readiness-desk.ts';

const { id, opensAt } = aWindow();
const AT = new Date('2026-03-05T12:00:03Z');

const RECORDER: Finding = { answer: 'fails', what: 'recorder', sentence: 'It is off.', ...CELL };
const AGENT: Finding = {
  answer: 'fails',
  what: 'agent-present',
  sentence: 'Nothing has registered.',
  ...CELL,
  nodeId: 'i-0a1b2c3d4e5f60718',
  name: 'payments-db-01\u001b[2J',
  owner: 'payments@example.com',
  window: id,
};
const REGIONS: Finding = { answer: 'unread', what: 'region-opt-in', sentence: 'AWS answered no' };

function checked(...findings: Finding[]): ReadinessAnswer {
  return { kind: 'checked', at: AT, windows: [{ id, opensAt, nodes: 2 }], cells: [CELL], findings };
}

async function ready(words: readonly string[], answers: readonly (ReadinessAnswer | undefined)[]) {
  const asked: unknown[] = [];
  let [slept, reads] = [0, 0];
  const desk: ReadinessDesk = {
    account: '111122223333',
    region: 'eu-central-1',
    ask: async (request) => {
      asked.push(request);
    },
    read: async () => answers[reads++],
    sleep: async (ms) => {
      slept += ms;
    },
  };
  const ended = await runCommand(['ready', ...words], { readinessDesk: async () => desk });
  return { ...ended, asked, slept };
}

describe('patchplane ready', () => {
  it('asks the hub, waits for its answer, and ends with 0 where all is in place', async () => {
    const { out, code, asked, slept } = await ready([], [undefined, undefined, checked()]);
    expect({ code, slept }).toEqual({ code: 0, slept: 9_000 });
    expect(asked).toEqual([{ requestId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d', window: undefined }]);
    expect(out).toBe(
      'Ready\n22FRI@2026-03-06 opens 2026-03-06T21:00Z: 2 nodes\nLooked at the hub, 1 account and Region pair and 2 nodes\n',
    );
  });

  it('says of a window that is past what it looked at', async () => {
    const past = { ...checked(), at: new Date('2026-03-07T12:00:00Z') };
    expect((await ready(['--window', id], [past])).out).toContain(`${id} was to open 2026-03-06T21:00Z`);
  });

  it('prints by hub, cell and node what is wanting, and what helps', async () => {
    const { out, code } = await ready(['--window', id], [checked(AGENT, RECORDER, REGIONS)]);
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
"Not ready: 2 failing prerequisites, 1 unread
22FRI@2026-03-06 opens 2026-03-06T21:00Z: 2 nodes
Looked at the hub, 1 account and Region pair and 2 nodes

Hub
  unread  region-opt-in  AWS answered no

Accounts and Regions
  fails   recorder  It is off.

Nodes
  fails   agent-present  payments-db-01\\u001b[2J  i-0a1b2c3d4e5f60718  444455556666  eu-west-1  payments@example.com  22FRI@2026-03-06  Nothing has registered.

What helps (docs/readiness.md)
  agent-present: Install and start the SSM Agent, and let it reach the endpoints ssm, ssmmessages and ec2messages.
  recorder: Start the recorder of AWS Config there, and see to its role, its bucket and its delivery.
  region-opt-in: Enable the Region in the hub's account, or move the hub to a Region that is on by default.
"
`);
  });

  it('does not take for ready what could not be read', async () => {
    expect(await ready([], [checked(REGIONS)])).toMatchObject({ code: 1 });
  });

  it('does not call ready a hub without any window', async () => {
    const none: ReadinessAnswer = { kind: 'checked', at: AT, windows: [], cells: [], findings: [] };
    const { out, code } = await ready([], [none]);
    expect({ out: out.split('\n')[0], code }).toEqual({ out: 'No window is ahead', code: 0 });
  });

  it('prints JSON, with scope and cure', async () => {
    const { out, code } = await ready(['--json'], [checked(RECORDER)]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ready: false,
      at: AT.toISOString(),
      windows: [{ id, opensAt: opensAt.toISOString(), nodes: 2 }],
      cells: [CELL],
      findings: [{ scope: 'cell', ...RECORDER, cure: expect.stringContaining('Start the recorder') }],
    });
  });

  it('says why there is no answer', async () => {
    const refused: ReadinessAnswer = { kind: 'refused', at: AT, because: `No schedule in force has a window ${id}.` };
    expect(await ready(['--window', id], [refused])).toMatchObject({
      code: 2,
      err: `The hub cannot check: No schedule in force has a window ${id}.\n`,
    });
    const silent = await ready([], []);
    expect(silent).toMatchObject({ code: 2, slept: 16 * 60_000 });
    expect(silent.err).toContain('has not answered request 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d for 16 minutes');
    expect(await ready(['--window', 'friday'], [])).toMatchObject({ code: 2, asked: [] });
  });
});

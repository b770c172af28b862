import { afterEach, describe, expect, it } from '@jest/globals';
import { cellKey, type RosterNode } from '../domain/window/node.ts';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { aRosterNode, CELL, OTHER_CELL } from '../testing/domain-builders.ts';
import { scanAgesReader } from './scan-ages.ts';

const now = new Date('2026-03-06T21:00:00Z');
const freshSince = new Date('2026-03-04T21:00:00Z');
const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' };

describe('scanAgesReader()', () => {
  let asked: AnsweredCalls;
  afterEach(() => asked.end());

  const read = (nodes: readonly RosterNode[], scans: Readonly<Record<string, string>>) => {
    asked = answeredCalls((_operation, body) => ({ body: { InstancePatchStates: statesOf(body, scans) } }), now);
    return scanAgesReader(async () => credentials)([CELL, OTHER_CELL], { nodes, freshSince });
  };
  const idsAsked = () => asked.calls.map(({ body }) => Object(body)['InstanceIds'].length);

  it('finds the latest scan or install of each cell, fifty nodes a call', async () => {
    const nodes = manyNodes(60);
    const { scannedAt, refused } = await read(nodes, {
      [idOf(3)]: '2026-03-01T00:00:00Z',
      [idOf(55)]: '2026-03-02T00:00:00Z',
    });

    expect(refused).toEqual([]);
    expect(scannedAt.get(cellKey(CELL))).toEqual(new Date('2026-03-02T00:00:00Z'));
    expect(scannedAt.has(cellKey(OTHER_CELL))).toBe(true);
    expect(scannedAt.get(cellKey(OTHER_CELL))).toBeUndefined();
    expect(idsAsked()).toEqual([50, 10]);
    expect(asked.calls[0]?.host).toContain('eu-west-1');
  });

  it('stops at the first scan that is fresh', async () => {
    const { scannedAt } = await read(manyNodes(120), { [idOf(7)]: freshSince.toISOString() });

    expect(scannedAt.get(cellKey(CELL))).toEqual(freshSince);
    expect(idsAsked()).toEqual([50]);
  });

  it('asks after no node that is stopped, and after hybrid nodes, of which it is not known', async () => {
    await read([aRosterNode({ power: 'stopped' }), { id: 'mi-0123456789abcdef0', ...CELL }], {});

    expect(asked.calls.map(({ body }) => body)).toEqual([{ InstanceIds: ['mi-0123456789abcdef0'], MaxResults: 100 }]);
  });

  it('reads every page: a fresh scan on the second one is not missed', async () => {
    const scans = { [idOf(1)]: '2026-03-01T00:00:00Z', [idOf(2)]: freshSince.toISOString() };
    asked = answeredCalls((_operation, body) => {
      const states = statesOf({ InstanceIds: [idOf(1), idOf(2)] }, scans);
      return Object(body)['NextToken'] === 'more'
        ? { body: { InstancePatchStates: states.slice(1) } }
        : { body: { InstancePatchStates: states.slice(0, 1), NextToken: 'more' } };
    }, now);
    const read = scanAgesReader(async () => credentials);
    const { scannedAt } = await read([CELL], { nodes: manyNodes(3), freshSince });

    expect(scannedAt.get(cellKey(CELL))).toEqual(freshSince);
  });

  it('puts each node to its own cell, and answers for many cells in their order', async () => {
    const cells = Array.from({ length: 60 }, (_, index) => ({ ...CELL, account: String(100000000000 + index) }));
    const nodes = cells.map((cell, index) => aRosterNode({ ...cell, id: idOf(index) }));
    asked = answeredCalls(() => ({ body: {} }), now);
    const { scannedAt } = await scanAgesReader(async () => credentials)(cells, { nodes, freshSince });

    expect([...scannedAt.keys()]).toEqual(cells.map(cellKey));
    expect(idsAsked()).toEqual(cells.map(() => 1));
  });

  it('names a cell that refuses, and goes on with the next (P6)', async () => {
    asked = answeredCalls(() => ({ statusCode: 400, body: { __type: 'AccessDeniedException', message: 'no' } }), now);
    const nodes = [aRosterNode(), aRosterNode({ ...OTHER_CELL })];
    const { scannedAt, refused } = await scanAgesReader(async () => credentials)([CELL, OTHER_CELL], {
      nodes,
      freshSince,
    });

    expect(scannedAt.size).toBe(0);
    expect(refused).toEqual([
      { ...CELL, reason: 'AccessDeniedException: no' },
      { ...OTHER_CELL, reason: 'AccessDeniedException: no' },
    ]);
  });
});

function statesOf(body: unknown, scans: Readonly<Record<string, string>>): object[] {
  const said = JSON.stringify(body);
  return Object.entries(scans)
    .filter(([id]) => said.includes(id))
    .map(([InstanceId, at]) => ({
      InstanceId,
      PatchGroup: '',
      BaselineId: 'pb-1',
      Operation: 'Scan',
      OperationStartTime: Date.parse(at) / 1000 - 60,
      OperationEndTime: Date.parse(at) / 1000,
    }));
}

function idOf(index: number): string {
  return `i-${String(index).padStart(17, '0')}`;
}

function manyNodes(count: number): RosterNode[] {
  return Array.from({ length: count }, (_, index) => aRosterNode({ id: idOf(index) }));
}

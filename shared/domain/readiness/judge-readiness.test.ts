import { describe, expect, it } from '@jest/globals';
import { aRosterNode, aWindow, CELL, OTHER_CELL } from '../../testing/domain-builders.ts';
import { everyCombination } from '../../testing/every-combination.ts';
import {
  aHub,
  aManagedNode,
  anInstance,
  aReadyCell,
  aRoster,
  aWindowToJudge,
  NODE_TAGS,
  read,
  unreadable,
} from '../../testing/readiness-builders.ts';
import { cellKey } from '../window/node.ts';
import { judgeReadiness, type ReadinessInput } from './judge-readiness.ts';

function judge(overrides: Partial<ReadinessInput> = {}) {
  return judgeReadiness({
    windows: [aWindowToJudge()],
    hub: aHub(),
    cells: [aReadyCell()],
    ownerTag: 'owner',
    hybridCells: [CELL],
    problems: [],
    ...overrides,
  });
}

const said = (overrides: Partial<ReadinessInput>) =>
  judge(overrides).findings.map(({ answer, what, nodeId = 'cell' }) => `${answer} ${what} ${nodeId}`);

const HYBRID = 'mi-0a1b2c3d4e5f60718';

describe('judgeReadiness()', () => {
  it('finds nothing where all is in place, and counts what it has looked at', () => {
    const { id, opensAt } = aWindow();
    expect(judge()).toEqual({ windows: [{ id, opensAt, nodes: 1 }], cells: [CELL], findings: [] });
  });

  it('looks at those that carry the schedule now, hybrid nodes as well (R1)', () => {
    const other = new Map([...NODE_TAGS, ['maintenance:patching', '2SAT']]);
    const gone = aRosterNode({ id: 'i-0000000000000dead' });
    const hybrid = aManagedNode({ id: HYBRID, tags: without('Name'), name: 'plant-01', online: false });
    const cell = aReadyCell({
      instances: read([anInstance(), anInstance({ id: 'i-other', tags: other })]),
      managed: read([aManagedNode(), hybrid, aManagedNode({ id: 'mi-other', tags: other })]),
    });
    const roster = aRoster(aRosterNode(), gone, aRosterNode({ id: HYBRID }));
    const { windows, findings } = judge({ windows: [aWindowToJudge({ roster })], cells: [cell] });
    expect(windows[0]?.nodes).toBe(2);
    expect(findings).toMatchObject([
      { what: 'online', nodeId: HYBRID, name: 'plant-01', owner: 'payments@example.com' },
    ]);
  });

  it('does not blame nodes for a recorder that is off, or an aggregator that is behind (R2)', () => {
    const windows = [aWindowToJudge({ roster: aRoster() })];
    expect(said({ windows })).toEqual(['fails inventory i-0a1b2c3d4e5f60718']);
    expect(said({ windows, cells: [aReadyCell({ recorder: read({ kind: 'off' }) })] })).toEqual([
      'fails recorder cell',
    ]);
    expect(said({ windows, hub: aHub({ sources: read(new Map()) }) })).toEqual(['fails aggregated cell']);
  });

  it('says once what holds for an account, whatever its Regions (R2)', () => {
    const cells = ['eu-west-1', 'eu-central-1'].map((region) => darkCell({ region }));
    expect(said({ cells, hub: aHub({ sharedWith: read(new Set()) }) })).toEqual([
      'fails document-shared cell',
      'fails read-role cell',
    ]);
  });

  it('counts the nodes of the roster in a cell that lets nobody in', () => {
    expect(judge({ cells: [darkCell()] }).windows[0]?.nodes).toBe(1);
    expect(judge({ cells: [darkCell()], windows: [aWindowToJudge({ roster: unreadable() })] }).windows[0]?.nodes).toBe(
      0,
    );
  });

  it('judges and counts once the hybrid nodes of a cell whose instances could not be listed (R1)', () => {
    const hybrid = aManagedNode({ id: HYBRID, tags: NODE_TAGS, online: false });
    const cells = [aReadyCell({ instances: unreadable(), managed: read([hybrid]) })];
    const roster = aRoster(aRosterNode(), aRosterNode({ id: HYBRID }));
    const input = { cells, windows: [aWindowToJudge({ roster })] };
    expect(said(input)).toEqual(['unread instance-profile cell', `fails online ${HYBRID}`]);
    expect(judge(input).windows[0]?.nodes).toBe(2);
  });

  it('does not excuse hybrid nodes by a recorder, and not blame them for a cell that could not be read (R2, R3)', () => {
    const hybrid = aManagedNode({ id: HYBRID, tags: NODE_TAGS });
    const cell = aReadyCell({ managed: read([aManagedNode(), hybrid]) });
    const windows = [aWindowToJudge({ roster: aRoster() })];
    const off = { ...cell, recorder: read({ kind: 'off' as const }) };
    expect(said({ windows, cells: [off] })).toEqual(['fails recorder cell', `fails inventory ${HYBRID}`]);

    const roster = read({ nodes: [aRosterNode()], unreadCells: [{ ...CELL, reason: 'Throttling: no' }] });
    const unreadCell = { windows: [aWindowToJudge({ roster })], cells: [cell] };
    expect(judge(unreadCell).findings).toEqual([
      {
        answer: 'unread',
        what: 'inventory',
        sentence:
          'Which hybrid nodes 22FRI@2026-03-06 would owe of account 444455556666 in eu-west-1 could not be read: AWS answered Throttling: no',
        ...CELL,
      },
    ]);
    expect(said({ ...unreadCell, cells: [darkCell()] })).toEqual(['fails read-role cell']);
    expect(said({ cells: [cell], hybridCells: [] })).toEqual([`fails inventory ${HYBRID}`]);
  });

  it('names the entries that cannot be read, and what the aggregator is behind of elsewhere', () => {
    const problems = [{ value: '2SAT', version: 3, reason: 'no zone' }];
    const sources = read(
      new Map([
        [cellKey(CELL), undefined],
        [cellKey(OTHER_CELL), 'FAILED'],
      ]),
    );
    expect(judge({ problems, hub: aHub({ sources }) }).findings).toMatchObject([
      { answer: 'unread', what: 'entry', sentence: 'The entry of 2SAT, version 3, cannot be read: no zone' },
      { answer: 'fails', what: 'aggregated', ...OTHER_CELL },
    ]);
  });

  it('says of what could not be listed in a cell that it could not (R3)', () => {
    const cell = aReadyCell({ instances: unreadable(), managed: unreadable(), baselines: unreadable() });
    expect(said({ cells: [cell] })).toEqual([
      'unread instance-profile cell',
      'unread agent-present cell',
      'unread baseline cell',
    ]);
  });

  it('asks for no baselines where no schedule names a patch group', () => {
    const { entry, ...window } = aWindowToJudge();
    const windows = [{ ...window, entry: { ...entry, patchGroup: undefined } }];
    expect(said({ windows, cells: [aReadyCell({ baselines: unreadable() })] })).toEqual([]);
  });

  // Goal: nothing that could not be read counts as ready. Method: have each reading refused or not, in every combination.
  it('is never ready where anything could not be read (R3)', () => {
    const maybe = [false, true];
    const ofHub = { sharedWith: maybe, sources: maybe, regions: maybe, organization: maybe };
    const ofCell = { recorder: maybe, forwards: maybe, instances: maybe, managed: maybe, baselines: maybe };
    for (const { role, roster, ...refused } of everyCombination({ role: maybe, roster: maybe, ...ofHub, ...ofCell })) {
      const hub = aHub({
        ...(refused.sharedWith && { sharedWith: unreadable() }),
        ...(refused.sources && { sources: unreadable() }),
        ...(refused.regions && { regions: unreadable() }),
        ...(refused.organization && { organization: unreadable() }),
      });
      const cell = aReadyCell({
        ...(refused.recorder && { recorder: unreadable() }),
        ...(refused.forwards && { forwards: unreadable() }),
        ...(refused.instances && { instances: unreadable() }),
        ...(refused.managed && { managed: unreadable() }),
        ...(refused.baselines && { baselines: unreadable() }),
      });
      const windows = [aWindowToJudge(roster ? { roster: unreadable() } : {})];
      const { findings } = judge({ windows, hub, cells: [role ? darkCell() : cell] });
      const counted = (kinds: object) => Object.entries(refused).filter(([name, is]) => is && name in kinds).length;
      const count = counted(ofHub) + (role ? 1 : counted(ofCell)) + (roster && !refused.sources ? 1 : 0);
      expect({ role, roster, refused, count: findings.length }).toEqual({ role, roster, refused, count });
    }
  });
});

function without(key: string) {
  return new Map([...NODE_TAGS].filter(([name]) => name !== key));
}

function darkCell(overrides: object = {}) {
  const role = unreadable('AccessDenied');
  return aReadyCell({
    role,
    recorder: role,
    forwards: role,
    instances: role,
    managed: role,
    baselines: role,
    ...overrides,
  });
}

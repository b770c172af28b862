import { describe, expect, it } from '@jest/globals';
import { aJudgedNode, aRosterNode } from '../../testing/domain-builders.ts';
import type { JudgedNode } from '../window/judge-cell.ts';
import { VERDICTS, type VerdictKind } from '../window/verdict.ts';
import { byCause, needsAttention, ownersToTell } from './by-cause.ts';
import type { Reason } from './reasons.ts';

describe('byCause()', () => {
  it('puts the gravest verdict first, then the commonest reason, with every node once', () => {
    const nodes = [
      node('a', 'patched', 'installed'),
      node('b', 'missed', 'node-offline'),
      node('c', 'failed', 'command-failed'),
      node('d', 'failed', 'patches-failed'),
      node('e', 'pending-reboot', 'reboot-needed'),
      node('f', 'failed', 'patches-failed'),
      aRosterNode({ id: 'g' }),
    ];

    expect(
      byCause(nodes).map((cause) => `${cause.verdict} ${cause.reason}: ${cause.nodes.map(({ id }) => id)}`),
    ).toEqual([
      'failed patches-failed: d,f',
      'failed command-failed: c',
      'missed node-offline: b',
      'pending-reboot reboot-needed: e',
      'patched installed: a',
    ]);
  });

  it('knows the gravity of every verdict', () => {
    const nodes = VERDICTS.map((kind) => node(kind, kind, 'installed'));

    expect(byCause(nodes).map(({ verdict }) => verdict)).toEqual([
      'failed',
      'missed',
      'pending-reboot',
      'skipped',
      'excepted',
      'patched',
    ]);
  });

  it('tells two verdicts of one reason apart', () => {
    const nodes = [node('a', 'missed', 'cut-off'), node('b', 'failed', 'cut-off')];

    expect(byCause(nodes).map(({ verdict }) => verdict)).toEqual(['failed', 'missed']);
  });
});

describe('needsAttention()', () => {
  it('holds for what is not as it should be', () => {
    expect(VERDICTS.filter(needsAttention)).toEqual(['pending-reboot', 'failed', 'missed']);
  });
});

describe('ownersToTell()', () => {
  it('has each owner of a bad node once, in order, and nobody else', () => {
    const nodes = [
      node('a', 'failed', 'command-failed', 'shop@example.com'),
      node('b', 'missed', 'node-offline', 'payments@example.com'),
      node('c', 'missed', 'node-offline', 'payments@example.com'),
      node('d', 'patched', 'installed', 'fine@example.com'),
      aRosterNode({ id: 'e', owner: 'waiting@example.com' }),
      aJudgedNode({ id: 'f', owner: undefined, verdict: { kind: 'failed', reason: 'command-failed' } }),
    ];

    expect(ownersToTell(nodes)).toEqual(['payments@example.com', 'shop@example.com']);
  });
});

function node(id: string, kind: VerdictKind, reason: Reason, owner = 'payments@example.com'): JudgedNode {
  return aJudgedNode({ id, owner, verdict: { kind, reason } });
}

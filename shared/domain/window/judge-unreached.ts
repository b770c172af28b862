import type { Reason } from '../reporting/reasons.ts';
import type { Finding, NodeEvidence, RunInCell } from './evidence.ts';
import type { RosterNode } from './node.ts';

/**
 * Judges a node that no command of the run has reached: it is missed once the run is over, and the reason says for what.
 * One that has become exempt meanwhile is owed nothing any more.
 */
export function judgeUnreached(evidence: NodeEvidence, run: RunInCell): Finding {
  if (!run.ended) return { kind: 'waiting', why: 'not-reached' };
  if (evidence.excepted) return { kind: 'settled', verdict: { kind: 'excepted', reason: 'exempt' } };
  return { kind: 'settled', verdict: { kind: 'missed', reason: unreachedBecause(evidence, run) } };
}

function unreachedBecause(evidence: NodeEvidence, run: RunInCell): Reason {
  const { node, ping } = evidence;
  if (run.wavesBegun === 0) return run.stoppedBy === 'cut-off' ? run.notStartedBecause : run.stoppedBy;
  if (ping === undefined && run.notStartedBecause === 'not-in-inventory') return 'not-in-inventory';
  if (node.power === 'stopped' && ping !== 'online') return 'node-stopped';
  if (ping === undefined) return 'node-unmanaged';
  if (node.wave !== undefined && !run.waves.map(String).includes(node.wave)) return 'no-wave';
  const broken = run.brokenWaves.get(node.wave ?? '');
  return unheard(evidence) ?? broken ?? (waveBegan(node, run) ? 'not-targeted' : run.stoppedBy);
}

/** Waves are taken in order; of a node whose wave is not known, all of them must have begun. */
function waveBegan({ wave }: RosterNode, { waves, wavesBegun }: RunInCell): boolean {
  const place = wave === undefined ? waves.length - 1 : waves.map(String).indexOf(wave);
  return place < wavesBegun;
}

/** Why a node could not be heard; nothing where it can. */
export function unheard({ node, ping }: NodeEvidence): Reason | undefined {
  if (ping === 'online') return undefined;
  return node.power === 'stopped' ? 'node-stopped' : 'node-offline';
}

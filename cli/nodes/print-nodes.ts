import type { NodeRecord } from '../../shared/domain/explain/ledger-records.ts';
import { counted } from '../printing/counted.ts';
import type { Paint } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';
import type { NodeList } from './list-nodes.ts';

export function printNodes({ window, state, nodes }: NodeList, paint: Paint): string {
  const widths = COLUMNS.map((cell) => Math.max(0, ...nodes.map((node) => visible(cell(node)).length)));
  const lines = nodes.map((node) => {
    const cells = COLUMNS.map((cell, index) => visible(cell(node)).padEnd(widths[index] ?? 0));
    return paint(colourOf(node), cells.join('  ').trimEnd());
  });
  const title = `${window}${state === undefined ? '' : ` (${state})`}: ${counted(nodes.length, 'node')}`;
  return `${[paint('bold', title), ...lines].join('\n')}\n`;
}

const COLUMNS: readonly ((node: NodeRecord) => string)[] = [
  ({ verdict }) => verdict ?? 'no verdict',
  ({ reason }) => reason ?? '',
  ({ id }) => id,
  ({ name }) => name ?? '',
  ({ account }) => account,
  ({ region }) => region,
  ({ owner }) => owner ?? '',
];

function colourOf({ verdict }: NodeRecord): 'green' | 'red' | 'yellow' {
  if (verdict === 'patched') return 'green';
  return verdict === 'failed' || verdict === 'missed' ? 'red' : 'yellow';
}

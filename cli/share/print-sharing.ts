import { counted } from '../printing/counted.ts';
import type { Sharing } from './plan-sharing.ts';
import type { Outcome } from './share-command.ts';
import { isEverybody } from './share-desk.ts';

/** So many ids are read; more are a number. */
const NAMED_MAX = 20;

export function printSharing({ runbook, shared, missing, left }: Sharing, { prune }: { readonly prune: boolean }) {
  const gone = prune ? 'to lose it' : 'left over, which --prune takes away';
  const lines = [
    shared + missing.length === 0
      ? `${runbook}: to be shared with nobody`
      : `${runbook}: shared with ${shared} of ${counted(shared + missing.length, 'account')}`,
    ...(missing.length === 0 ? [] : [`  ${missing.length} missing${named(missing)}`]),
    ...(left.length === 0 ? [] : [`  ${left.length} ${gone}${named(left)}`]),
    ...(left.some(isEverybody) ? ['  It is public: every account of AWS may read it.'] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

export function printOutcome({ runbook, added, removed, calls }: Outcome): string {
  if (calls === 0) return '';
  const parts = [
    ...(added === 0 ? [] : [`shared with ${counted(added, 'more account')}`]),
    ...(removed === 0 ? [] : [`no longer with ${counted(removed, 'account')}`]),
  ];
  return `${runbook}: ${parts.join(', ')}, in ${counted(calls, 'call')}\n`;
}

function named(accounts: readonly string[]): string {
  return accounts.length > NAMED_MAX ? '' : `: ${accounts.join(' ')}`;
}

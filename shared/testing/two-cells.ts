/** The cells of a window in small worlds: the one that a test is about, and another of which it is to be independent. */
import type { KnownCell, KnownWindow } from '../domain/window/decide-windows.ts';
import { aKnownCell, CELL, OTHER_CELL } from './domain-builders.ts';

export const BESIDE = ['none', 'settled', 'running'] as const;

export function besides({ beside }: { readonly beside: (typeof BESIDE)[number] }): KnownCell[] {
  return beside === 'none' ? [] : [aKnownCell({ ...OTHER_CELL, settled: beside === 'settled' })];
}

export function isHere({ account }: { readonly account: string }): boolean {
  return account === CELL.account;
}

export function unsettled({ cells }: KnownWindow): KnownCell[] {
  return cells.filter(({ settled }) => !settled);
}

import type { Notice } from '../domain/reporting/notice.ts';
import type { Cell } from '../domain/window/node.ts';
import { sayCount } from './say.ts';

/** Cells that a notice names. */
const CELLS_NAMED_MAX = 20;

interface Gap extends Cell {
  readonly reason: string;
}

/** The sweep over all tags could not see everything where it should; told once a day. */
export function inventoryGapsNotice({
  staleCells,
  unreadCells,
  unseen,
  at,
}: {
  readonly staleCells: readonly Gap[];
  readonly unreadCells: readonly Gap[];
  /** EC2 instances that EC2 shows there and AWS Config does not. */
  readonly unseen: number;
  readonly at: Date;
}): Notice {
  const lines = [
    ...staleCells.map((cell) => `${sayCell(cell)}: AWS Config does not tell what is there (${cell.reason})`),
    ...unreadCells.map((cell) => `${sayCell(cell)}: its nodes could not be read (${cell.reason})`),
  ];
  const more = lines.length - CELLS_NAMED_MAX;
  return {
    key: `cell-stale#tags#${at.toISOString().slice(0, 'YYYY-MM-DD'.length)}`,
    kind: 'cell-stale',
    severity: 'warning',
    subject: `Tags: ${sayCount(lines.length, 'account and Region pair')} not in the inventory as they should`,
    happened: `The sweep over all tags could not rely on AWS Config everywhere. ${sayCount(unseen, 'EC2 instance')} that Config does not show ${unseen === 1 ? 'was' : 'were'} found by looking there and judged all the same.`,
    details: [...lines.slice(0, CELLS_NAMED_MAX), ...(more > 0 ? [`... and ${more} more`] : [])],
    next: ['See that the Config recorder runs there. What cannot be read is judged by nobody.'],
    about: { accounts: [...new Set([...staleCells, ...unreadCells].map(({ account }) => account))].sort() },
  };
}

function sayCell({ account, region }: Cell): string {
  return `${account} ${region}`;
}

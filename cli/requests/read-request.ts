/** Words of a request. What the hub would refuse is refused here already, in words about the command line. */
import { parseTagValue } from '../../shared/domain/schedule/tag-value.ts';
import type { HoldScope } from '../../shared/domain/window/hold.ts';
import { InputError, refuse } from '../input-error.ts';
import { readSchedule } from '../reading/read-arguments.ts';
import { readAccount, readWindowId } from '../reading/read-ids.ts';

/** As the hub takes it. */
const REASON_LENGTH_MAX = 500;

export function readReason(text: string): string {
  if (text.trim() === '' || text.length > REASON_LENGTH_MAX || /\p{Cc}/u.test(text))
    throw refuse('--reason', text, `a reason of one line and at most ${REASON_LENGTH_MAX} characters`);
  return text;
}

export function readRegion(text: string): string {
  if (/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(text)) return text;
  throw refuse('--region', text, 'a Region such as eu-west-1');
}

/** Neither of the reserved values is one. */
export function readScheduleName(text: string): string {
  if (parseTagValue(text).kind === 'reserved')
    throw new InputError(`Cannot read the schedule: ${text} keeps nodes out of all windows, and is none`);
  readSchedule(text);
  return text;
}

/** `all`, `schedule 2SATX4`, `window 2SATX4@2026-04-25` or `account 111122223333`; a window's id says by itself what it is. */
export function readScope(words: readonly string[]): HoldScope {
  const [kind = '', name, ...more] = words;
  if (more.length === 0) {
    if (kind === 'all' && name === undefined) return { kind: 'all' };
    if (kind.includes('@') && name === undefined) return { kind: 'window', window: readWindowId('the window', kind) };
    if (kind === 'schedule' && name !== undefined) return { kind, schedule: readScheduleName(name) };
    if (kind === 'window' && name !== undefined) return { kind, window: readWindowId('the window', name) };
    if (kind === 'account' && name !== undefined) return { kind, account: readAccount('the account', name) };
  }
  throw refuse('what to hold or release', words.join(' '), 'all, schedule VALUE, window ID or account ID');
}

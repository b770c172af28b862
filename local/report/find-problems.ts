/**
 * Where the ledger and what really happened disagree, and what broke. A node that failed or was missed is no problem here:
 * it has its verdict. What must hold whatever the ledger says is for the referee.
 *
 *   P2. One that counts as patched was installed, and one that was installed is on a roster.
 *   P3. The verdicts of a window that is over add up to its roster, and so do its nodes.
 *   P4. Every window that was due when a sweep came was opened, or missed and told.
 */

import type { Window } from '../../shared/domain/schedule/window.ts';
import { addsUp } from '../../shared/domain/window/verdict.ts';
import type { CloudRecord } from '../record.ts';
import { failedFunction, functionNameOf } from './failed-function.ts';
import type { Run, RunWindow } from './run.ts';

type Observed = Pick<CloudRecord, 'messages' | 'invocationErrors' | 'refusals'>;
type Judged = Pick<Run, 'windows' | 'nodes' | 'installs'>;

/** What the run owed and the ledger knows nothing of, and when a sweep last ended well. */
interface Owed {
  readonly unopened: readonly Pick<Window, 'id' | 'opensAt'>[];
  readonly sweptAt: Date | undefined;
}

export function findProblems(run: Judged & Owed, observed: Observed): string[] {
  return [
    ...run.windows.flatMap((window) => unbalanced(window, run)),
    ...wronglyCounted(run),
    ...forgotten(run),
    ...gaveUp(observed),
    ...denied(observed),
  ];
}

function unbalanced({ id, state, roster, verdicts }: RunWindow, { nodes }: Judged): string[] {
  if (state !== 'final' && state !== 'missed' && state !== 'skipped') return [];
  const settled = nodes.filter(({ window, verdict }) => window === id && verdict !== null).length;
  const listed = nodes.filter(({ window }) => window === id).length;
  const told = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  const problems: string[] = [];
  if (!addsUp(verdicts, roster)) problems.push(`P3: ${id} has a roster of ${roster}, but ${told} verdicts`);
  if (listed !== roster) problems.push(`P3: ${id} has a roster of ${roster}, but ${listed} nodes`);
  if (settled !== listed) problems.push(`P3: ${id} is ${state}, but ${listed - settled} of its nodes have no verdict`);
  return problems;
}

function wronglyCounted({ nodes, installs }: Judged): string[] {
  const installed = new Set(installs.map(({ id, window }) => nameOf(id, window)));
  const owed = new Set(nodes.map(({ id, window }) => nameOf(id, window)));
  const patched = nodes.filter(({ verdict }) => verdict === 'patched').map(({ id, window }) => nameOf(id, window));
  return [
    ...patched
      .filter((name) => !installed.has(name))
      .map((name) => `P2: ${name} counts as patched, but nothing ran on it`),
    ...[...installed]
      .filter((name) => !owed.has(name))
      .map((name) => `P2: ${name} was installed, but is not on its roster`),
  ];
}

function nameOf(id: string, window: string | null): string {
  return `${id} in ${window ?? 'no window'}`;
}

/** A sweep that has come since its opening has either opened a window or called it missed. */
function forgotten({ unopened, sweptAt }: Owed): string[] {
  return unopened
    .filter(({ opensAt }) => sweptAt !== undefined && sweptAt >= opensAt)
    .map(
      ({ id, opensAt }) =>
        `P4: ${id} should have opened at ${opensAt.toISOString()}, and was neither opened nor missed`,
    );
}

/** Lambda tries an event three times before it gives up: a first error may be mended by the next attempt. */
const ATTEMPTS_MAX = 3;

/** What a function gave up is told by its on-failure destination; one that has none to a topic is known by its attempts. */
function gaveUp({ messages, invocationErrors }: Observed): string[] {
  const told = messages.flatMap(({ body }) => failedFunction(body) ?? []);
  const untold = invocationErrors
    .filter(({ attempt }) => attempt >= ATTEMPTS_MAX)
    .map(({ functionArn, attempt, error }) => ({ name: functionNameOf(functionArn), attempt, error }))
    .filter(({ name }) => !told.some((text) => text.startsWith(`${name} `)));
  return [...told, ...untold.map(({ name, attempt, error }) => `${name} gave up after ${attempt} attempts: ${error}`)];
}

/** Nothing in an organization file forbids anything, so a refused call is a role or a policy that lacks a grant. */
function denied({ refusals }: Observed): string[] {
  const sentences = refusals.map(
    ({ principal, action, resource }) => `AccessDenied: ${principal} may not ${action} on ${resource}`,
  );
  return [...new Set(sentences)];
}

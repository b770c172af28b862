/**
 * For tests of the report: what a weekend would leave behind if every node behaved as its condition says. It is made up
 * from the organization alone, so that the report can be looked at without the embedded AWS.
 */
import { windowsBetween } from '../../shared/domain/schedule/window.ts';
import { countVerdicts, type Verdict } from '../../shared/domain/window/verdict.ts';
import type { NodeSpec, Organization } from '../organization/organization.ts';
import { emptyRecord, type Message } from '../record.ts';
import type { Observation } from './build-run.ts';

type Settled = Verdict & { readonly node: NodeSpec };

export function sampleObservation(organization: Organization): Observation {
  const { from, to, nodes } = organization;
  const record = emptyRecord();
  const rows: Record<string, unknown>[] = [{ pk: 'SWEEP', sk: 'SWEEP', sweptAt: to.toISOString() }];
  for (const { id, schedule, ...times } of windowsBetween(rulesOf(organization), from, to)) {
    const owed = nodes.filter(({ tags }) => tags['maintenance:patching'] === schedule);
    const settled = owed.map((node): Settled => ({ node, ...verdictOf(node) }));
    rows.push({
      pk: `WINDOW#${id}`,
      sk: 'STATE',
      window: id,
      schedule,
      opensAt: times.opensAt.toISOString(),
      cutoffAt: times.cutoffAt.toISOString(),
      closesAt: times.closesAt.toISOString(),
      state: 'final',
      openedAt: times.opensAt.toISOString(),
      endedAt: minutesAfter(times.closesAt, 5).toISOString(),
      roster: owed.length,
      verdicts: countVerdicts(settled.map(({ kind }) => kind)),
    });
    for (const { node, kind, reason } of settled) rows.push(nodeRow(id, node, { verdict: kind, reason }));
    record.installs.push(
      ...settled
        .filter(({ kind }) => kind !== 'missed')
        .map(({ node: { id: nodeId, account, region } }, index) => {
          const at = minutesAfter(times.opensAt, 3 + 8 * (index % 20));
          return { nodeId, account, region, comment: id, commandId: 'command', snapshotId: 'snapshot', at };
        }),
    );
    const at = minutesAfter(times.closesAt, 5);
    record.messages.push(...message(at, `window-final/${id}`, `${id}: ${owed.length} nodes <final> & told`));
  }
  record.calls.set('ssm', new Map([['StartAutomationExecution', 13]]));
  return { organization, seed: 1, from, to, record, rows, tags: new Map(nodes.map(({ id, tags }) => [id, tags])) };
}

function rulesOf({ parameters, zone }: Organization) {
  const rule = { zone, durationHours: 4, cutoffHours: 1, offsetDays: 0 };
  const values = [...parameters.keys()].flatMap((name) => name.match(/^\/patchplane\/schedules\/(.+)$/)?.[1] ?? []);
  return values.map((value) => [value, rule] as const);
}

function verdictOf({ condition, tags }: NodeSpec): Verdict {
  if (tags['maintenance:wave'] === undefined) return { kind: 'missed', reason: 'no-wave' };
  switch (condition) {
    case 'stopped':
      return { kind: 'missed', reason: 'node-stopped' };
    case 'offline':
      return { kind: 'missed', reason: 'node-offline' };
    case 'unmanaged':
      return { kind: 'missed', reason: 'node-unmanaged' };
    case 'install-fails':
      return { kind: 'failed', reason: 'patches-failed' };
    case 'never-returns':
      return { kind: 'failed', reason: 'did-not-return' };
    case 'healthy':
    case 'reboots-slowly':
    case 'reboot-pending':
      if (tags['maintenance:patching'] === '14SUN') return { kind: 'pending-reboot', reason: 'reboot-suppressed' };
      return { kind: 'patched', reason: 'installed' };
  }
}

function nodeRow(window: string, { id, name, account, region }: NodeSpec, settled: object): Record<string, unknown> {
  const pk = `WINDOW#${window}#${account}#${region}`;
  return { pk, sk: `NODE#${id}`, window, nodeId: id, name, account, region, ...settled };
}

/** As SNS has it: the same notice on two topics. */
function message(at: Date, key: string, subject: string): Message[] {
  const topic = 'arn:aws:sns:eu-central-1:111122223333:patchplane';
  const attributes = { kind: 'window-final', severity: 'info', key };
  const body = 'What happened, and to whose nodes.\n\n<b>Next</b>: the window after this one.';
  return [
    { at, topicArn: `${topic}-alerts`, subject, body, attributes },
    { at, topicArn: `${topic}-chat`, subject: undefined, body: '{"version":"1.0"}', attributes },
  ];
}

function minutesAfter(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}

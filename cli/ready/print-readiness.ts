import type { ReadinessAnswer } from '../../shared/aws/ledger/readiness-rows.ts';
import { cureOf, type Finding, type Scope, scopeOf } from '../../shared/domain/readiness/prerequisites.ts';
import { counted } from '../printing/counted.ts';
import type { Paint } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';

const HEADINGS: Readonly<Record<Scope, string>> = { hub: 'Hub', cell: 'Accounts and Regions', node: 'Nodes' };
const SCOPES: readonly Scope[] = ['hub', 'cell', 'node'];

/** By hub, cell and node, and at the end once for each kind what cures it. */
export function printReadiness(
  { at, windows, cells, findings }: Extract<ReadinessAnswer, { kind: 'checked' }>,
  paint: Paint,
): string {
  const fails = findings.filter(({ answer }) => answer === 'fails').length;
  const unread = findings.length - fails;
  const title =
    findings.length === 0
      ? windows.length === 0
        ? 'No window is ahead'
        : 'Ready'
      : `Not ready: ${counted(fails, 'failing prerequisite')}, ${unread} unread`;
  const nodes = windows.reduce((sum, window) => sum + window.nodes, 0);
  return `${[
    paint('bold', title),
    ...windows.map(({ id, opensAt, nodes: owed }) =>
      visible(
        `${id} ${opensAt > at ? 'opens' : 'was to open'} ${opensAt.toISOString().slice(0, 16)}Z: ${counted(owed, 'node')}`,
      ),
    ),
    `Looked at the hub, ${counted(cells.length, 'account and Region pair')} and ${counted(nodes, 'node')}`,
    ...SCOPES.flatMap((scope) =>
      section(
        scope,
        findings.filter((finding) => scopeOf(finding) === scope),
      ),
    ),
    ...cures(findings),
  ].join('\n')}\n`;
}

function section(scope: Scope, findings: readonly Finding[]): string[] {
  return findings.length === 0
    ? []
    : ['', HEADINGS[scope], ...findings.map((finding) => `  ${visible(lineOf(finding))}`)];
}

function lineOf({ answer, what, sentence, nodeId, name, account, region, owner, window }: Finding): string {
  const node =
    nodeId === undefined ? [] : [[name, nodeId, account, region, owner, window].filter(Boolean).join('  '), '  '];
  return [`${answer === 'unread' ? 'unread' : 'fails '}  ${what}  `, ...node, sentence].join('');
}

function cures(findings: readonly Finding[]): string[] {
  const lines = new Set(findings.map((finding) => `  ${finding.what}: ${cureOf(finding)}`));
  return lines.size === 0 ? [] : ['', 'What helps (docs/readiness.md)', ...lines];
}

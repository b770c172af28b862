import { cellKey } from '../window/node.ts';
import type { CellRecord, NodeRecord, RunRecord } from './ledger-records.ts';
import type { NodeFacts, NodePart } from './node-facts.ts';
import { sayReason } from './say-reason.ts';
import { sayWhen } from './say-when.ts';
import { type Chapter, chapter, type Step, unknown } from './story.ts';
import { tellOperation } from './tell-operation.ts';

/** The node in its window: roster, cell, run, command, evidence. */
export function tellPart({ part }: Pick<NodeFacts, 'part'>): Chapter | undefined {
  if (part === undefined) return undefined;
  const { node, record, cell, runs } = part;
  const partition = `WINDOW#${node.windowId}`;
  const source = `ledger, ${partition}#${cellKey(node)} NODE#${node.id}`;
  const cellSource = `ledger, ${partition} CELL#${cellKey(node)}`;
  const openedAt = record.kind === 'known' ? (record.value.openedAt ?? record.value.claimedAt) : undefined;
  return chapter('The node in it', [
    { at: openedAt, said: sayRoster(node), source },
    ...tellPlan(part, cell, cellSource),
    ...tellRuns(node, runs, partition),
    ...tellCommand(node, source),
    ...tellOperation(part, source),
    ...tellPatchGroup(part, source),
    ...tellRescan(node, source),
    ...tellLook(cell, cellSource),
    ...tellReboot(part, source),
  ]);
}

function sayRoster({ name, id, account, region, platform, wave, power, owner }: NodeRecord): string {
  const facts = [
    ...(platform === undefined ? [] : [platform]),
    ...(power === undefined ? [] : [power]),
    ...(wave === undefined ? [] : [wave === '' ? 'without a wave' : `wave ${wave}`]),
    ...(owner === undefined ? [] : [`owner ${owner}`]),
  ];
  const known = facts.length === 0 ? '' : ` It was known as: ${facts.join(', ')}.`;
  return `The window owed ${name ?? id} in ${account} ${region} a verdict.${known}`;
}

/** What the window set out to do in the cell. */
function tellPlan({ node }: NodePart, cell: CellRecord | undefined, source: string): Step[] {
  const where = `${node.account} ${node.region}`;
  if (cell === undefined)
    return [unknown(source, `What the window did in ${where} is not known: there is no such row.`)];
  const { operation, reason } = cell;
  if (operation === undefined) return [];
  return [
    { said: [sayOperation(operation, where), ...(reason === undefined ? [] : [sayReason(reason)])].join(' '), source },
  ];
}

function sayOperation(operation: string, where: string): string {
  return operation === 'none'
    ? `In ${where} the window started nothing.`
    : `In ${where} the window was to ${operation.toLowerCase()}.`;
}

/** A run is the node's if its request names the account; what it asked of each Region stands there too. */
function tellRuns({ account }: NodeRecord, runs: readonly RunRecord[], partition: string): Step[] {
  return runs
    .filter(({ requestJson }) => requestJson.includes(account))
    .map(({ chunk, executionId }) => ({
      said:
        executionId === undefined
          ? `The run ${chunk} was prepared; no execution of it is known.`
          : `The run ${chunk} was the automation execution ${executionId} in the hub.`,
      source: `ledger, ${partition} RUN#${chunk}`,
    }));
}

function tellCommand({ commandId, evidence }: NodeRecord, source: string): Step[] {
  const command = evidence?.commandId ?? commandId;
  if (command === undefined) return [{ said: 'No command was sent to it.', source }];
  const { status, responseCode, output } = evidence ?? {};
  const code = responseCode === undefined ? '' : ` with the response code ${responseCode}`;
  const said = `The command ${command} was sent to it${status === undefined ? '' : `, and Run Command said ${status}${code}`}.`;
  return [
    { said, source },
    ...(output === undefined ? [] : [{ said: `Its output is under ${output}.`, source }]),
    ...(evidence === undefined ? [unknown(source, 'The ledger keeps no evidence of it.')] : []),
  ];
}

/** Whose baseline patched the node is a matter of its patch group. */
function tellPatchGroup({ node, record }: NodePart, source: string): Step[] {
  const wanted = record.kind === 'known' ? record.value.entry.patchGroup : undefined;
  const used = node.evidence?.patchGroup;
  if (wanted === undefined || used === undefined || used === wanted) return [];
  return [
    {
      said: `Its schedule asks for the patch group ${JSON.stringify(wanted)}, and not ${JSON.stringify(used)}.`,
      source,
    },
  ];
}

function tellRescan({ rescanAskedAt }: NodeRecord, source: string): Step[] {
  if (rescanAskedAt === undefined) return [];
  return [{ at: rescanAskedAt, said: 'It had failed, and was asked for a scan before anybody was woken.', source }];
}

function tellLook(cell: CellRecord | undefined, source: string): Step[] {
  if (cell === undefined) return [];
  const { account, region, settled, lookedAt, stopped } = cell;
  const look = `The cell ${account} ${region} was last looked at, and ${settled ? 'was settled' : 'is not settled yet'}.`;
  return [
    ...(stopped === undefined
      ? []
      : [{ at: stopped.at, said: `Its cell was kept from beginning anything more (${stopped.reason}).`, source }]),
    { at: lookedAt, said: look, source },
  ];
}

function tellReboot({ node, record }: NodePart, source: string): Step[] {
  if (node.rebootDueAt === undefined || record.kind === 'unknown') return [];
  return [
    { said: `It must be rebooted and scanned until ${sayWhen(node.rebootDueAt, record.value.entry.zone)}.`, source },
  ];
}

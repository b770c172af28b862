import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../testing/domain-builders.ts';
import { aCellRecord, aNodeRecord, aPart, aWindowRecord, saidIn } from '../../testing/explain-builders.ts';
import type { NodePart } from './node-facts.ts';
import { tellPart } from './tell-part.ts';

const told = (part: Partial<NodePart>) => saidIn(tellPart({ part: aPart(part) }));
const bare = { wave: undefined, power: undefined, platform: undefined, owner: undefined, name: undefined };
const ROSTER =
  '2026-03-06T21:00:05Z The window owed payments-db-01 in 444455556666 eu-west-1 a verdict. It was known as: Linux/UNIX, running, wave 1, owner payments@example.com.';
const LOOK = '2026-03-06T22:00:00Z The cell 444455556666 eu-west-1 was last looked at, and was settled.';
const PLAN = 'In 444455556666 eu-west-1 the window was to install.';

describe('tellPart()', () => {
  it('tells roster, cell, run, command and evidence in order', () => {
    const evidence = {
      commandId: 'c-1',
      status: 'Success',
      responseCode: 0,
      snapshotId: 's-1',
      startedAt: new Date('2026-03-06T21:10:00Z'),
      output: 's3://bucket/prefix/',
    };
    const runs = [
      { chunk: 1, requestJson: '{"Accounts":["444455556666"],"SnapshotId":"s-1"}', executionId: 'e-1' },
      { chunk: 2, requestJson: '{"Accounts":["444455556666"]}' },
      { chunk: 3, requestJson: '{"Accounts":["777788889999"]}', executionId: 'e-3' },
    ];
    expect(told({ node: aNodeRecord({ evidence }), runs })).toEqual([
      ROSTER,
      PLAN,
      'The run 1 was the automation execution e-1 in the hub.',
      'The run 2 was prepared; no execution of it is known.',
      'The command c-1 was sent to it, and Run Command said Success with the response code 0.',
      'Its output is under s3://bucket/prefix/.',
      "2026-03-06T21:10:00Z The window's own patch operation began, by the snapshot s-1.",
      LOOK,
    ]);
  });

  it('tells little where little is known', () => {
    const node = aNodeRecord({ ...bare, commandId: 'c-1', evidence: { status: 'Undeliverable' } });
    expect(told({ node, record: { kind: 'unknown', why: 'gone' }, cell: undefined })).toEqual([
      'The window owed i-0a1b2c3d4e5f60718 in 444455556666 eu-west-1 a verdict.',
      '? What the window did in 444455556666 eu-west-1 is not known: there is no such row.',
      'The command c-1 was sent to it, and Run Command said Undeliverable.',
      'No patch state was read.',
    ]);
    expect(told({ node: aNodeRecord({ commandId: 'c-3' }) }).slice(2, 4)).toEqual([
      'The command c-3 was sent to it.',
      '? The ledger keeps no evidence of it.',
    ]);
  });

  it('tells that no command reached it, and why nothing was started in its cell', () => {
    const cell = aCellRecord({ operation: 'none', reason: 'mode-observe', settled: false });
    expect(told({ cell, node: aNodeRecord({ wave: '' }) })).toEqual([
      ROSTER.replace('wave 1', 'without a wave'),
      'In 444455556666 eu-west-1 the window started nothing. The account or environment is in mode observe: nothing is started.',
      'No command was sent to it.',
      LOOK.replace('was settled', 'is not settled yet'),
    ]);
  });

  it('tells of a cell that an earlier version wrote, and of one that was stopped', () => {
    const stopped = { at: new Date('2026-03-06T21:30:00Z'), reason: 'held' };
    expect(told({ cell: aCellRecord({ operation: undefined, stopped }) }).slice(-2)).toEqual([
      '2026-03-06T21:30:00Z Its cell was kept from beginning anything more (held).',
      LOOK,
    ]);
  });

  it('tells of another patch group than the one that the schedule asks for', () => {
    const record = { kind: 'known', value: aWindowRecord({ entry: anEntry({ patchGroup: 'prod' }) }) } as const;
    const by = (patchGroup: string | undefined) =>
      told({ record, node: aNodeRecord({ evidence: { commandId: 'c-1', patchGroup } }) }).filter((line) =>
        line.includes('asks for'),
      );

    expect(by('test')).toEqual(['Its schedule asks for the patch group "prod", and not "test".']);
    expect(by('prod')).toEqual([]);
    expect(by(undefined)).toEqual([]);
  });

  it('tells of a rescan, and until when a reboot is due', () => {
    const rescanAskedAt = new Date('2026-03-06T21:40:00Z');
    const node = aNodeRecord({ rescanAskedAt, rebootDueAt: new Date('2026-03-09T21:00:00Z') });
    expect(told({ node }).slice(-3)).toEqual([
      '2026-03-06T21:40:00Z It had failed, and was asked for a scan before anybody was woken.',
      LOOK,
      'It must be rebooted and scanned until 2026-03-09 22:00 Europe/Berlin (2026-03-09T21:00:00Z).',
    ]);
    expect(told({ node, record: { kind: 'unknown', why: 'gone' } }).join()).not.toContain('must be rebooted');
  });

  it('has nothing to tell where there is no window', () => {
    expect(tellPart({ part: undefined })).toBeUndefined();
  });
});

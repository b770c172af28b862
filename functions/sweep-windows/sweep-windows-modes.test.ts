import { describe, expect, it } from '@jest/globals';
import { cellKey } from '../../shared/domain/window/node.ts';
import { anEntry, CELL, OTHER_CELL, someSettings } from '../../shared/testing/domain-builders.ts';
import { type FakeWorld, rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { here, ID, settle, sweepAt, sweptBefore } from '../../shared/testing/fake-world/played-sweeps.ts';
import { aRelease } from '../../shared/testing/opening-builders.ts';

const OPENING = '2026-03-06T21:00:00Z';

describe('sweepWindows() by mode', () => {
  it('starts nothing in mode observe, and tells of the nodes all the same', async () => {
    const fake = await sweptBefore();
    fake.around.settings = someSettings({ modes: { default: 'observe', accounts: {}, environments: {} } });

    expect(await sweepAt(fake, OPENING)).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([]);
    expect(verdicts(fake)).toEqual(['skipped mode-observe', 'skipped mode-observe']);
    expect(await sweepAt(fake, '2026-03-06T21:05:00Z')).toEqual([`${ID} closed`]);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `window-final#${ID}`,
        severity: 'info',
        subject: `Window ${ID}: 2 skipped`,
        details: [expect.stringContaining('2 skipped (mode-observe)')],
      },
    ]);
  });

  it('scans where the mode is scan, and installs elsewhere, in runs of their own', async () => {
    const fake = await sweptBefore();
    fake.around.settings = someSettings({
      modes: { default: 'install', accounts: { [OTHER_CELL.account]: 'scan' }, environments: {} },
    });

    expect(await sweepAt(fake, OPENING)).toEqual([`${ID} opened`]);
    expect(fake.runs.begun()).toEqual([`${ID} 1`, `${ID} 2`]);
    expect(fake.runs.requests().map(operationAndAccounts)).toEqual([
      ['Install', CELL.account],
      ['Scan', OTHER_CELL.account],
    ]);
    expect(await fake.windows.cells(ID)).toMatchObject([
      { operation: 'Install' },
      { operation: 'Scan', reason: 'mode-scan', settled: false },
    ]);
    expect(verdicts(fake)).toEqual(['undefined undefined', 'undefined undefined']);
  });

  it('scans by an entry that scans', async () => {
    const fake = await sweptBefore();
    fake.around.catalogue = { kind: 'read', entries: [anEntry({ operation: 'Scan' })], problems: [] };

    await sweepAt(fake, OPENING);
    expect(fake.runs.requests().map(operationAndAccounts)).toEqual([['Scan', `${CELL.account},${OTHER_CELL.account}`]]);
    expect((await fake.windows.cells(ID)).map(({ reason }) => reason)).toEqual(['scanned', 'scanned']);
    expect(await fake.schedules.readRun('22FRI')).toBeUndefined(); // A scan keeps no install waiting (P2).
  });
});

describe('sweepWindows() of an entry that wants recent scans', () => {
  it('installs where a node was scanned recently, and scans where none was', async () => {
    const fake = await wantingScans();
    fake.around.scans = { [cellKey(CELL)]: new Date('2026-03-05T21:00:00Z') };

    await sweepAt(fake, OPENING);
    expect(fake.runs.requests().map(operationAndAccounts)).toEqual([
      ['Install', CELL.account],
      ['Scan', OTHER_CELL.account],
    ]);
    expect((await fake.windows.cells(ID)).map(({ reason }) => reason)).toEqual([undefined, 'scan-too-old']);
  });

  it('scans where it cannot be read, and tells of it once', async () => {
    const fake = await wantingScans();
    fake.around.scans = {
      [cellKey(CELL)]: new Date('2026-03-05T21:00:00Z'),
      [cellKey(OTHER_CELL)]: 'AccessDenied: no',
    };

    await sweepAt(fake, OPENING);
    expect((await fake.windows.cells(ID)).map(({ operation }) => operation)).toEqual(['Install', 'Scan']);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `scans-unread#${ID}`,
        severity: 'critical',
        details: [`${OTHER_CELL.account} ${OTHER_CELL.region}: AWS answered AccessDenied: no`],
      },
    ]);
  });

  it('installs everywhere once a person has released the window, and reads no scans for it', async () => {
    const fake = await wantingScans();
    fake.around.intents = { holds: [], releases: [aRelease()] };
    const readScanAges = async () => {
      throw new Error('Scans were read');
    };

    expect(await sweepAt({ ...fake, readScanAges }, OPENING)).toEqual([`${ID} opened`]);
    expect((await fake.windows.cells(ID)).map(({ operation }) => operation)).toEqual(['Install', 'Install']);
  });

  it('warns in the digest that it only scanned', async () => {
    const fake = await wantingScans();
    fake.around.roster = rosterOf(here);
    await sweepAt(fake, OPENING);
    await settle(fake, here);
    await fake.nodes.put(ID, [{ ...here, verdict: { kind: 'skipped', reason: 'scan-too-old' } }]);

    await sweepAt(fake, '2026-03-06T22:00:00Z');
    expect(fake.outbox.told()).toMatchObject([{ kind: 'window-final', severity: 'warning' }]);
  });
});

async function wantingScans(): Promise<FakeWorld> {
  const fake = await sweptBefore();
  fake.around.catalogue = { kind: 'read', entries: [anEntry({ scanMaxAgeHours: 48 })], problems: [] };
  return fake;
}

function verdicts(fake: FakeWorld): string[] {
  return fake.nodes.all(ID).map(({ verdict }) => `${verdict?.kind} ${verdict?.reason}`);
}

function operationAndAccounts(requestJson: string): [string, string] {
  const { Parameters, TargetLocations } = JSON.parse(requestJson);
  const accounts: string[] = TargetLocations.flatMap(({ Accounts }: { Accounts: string[] }) => Accounts);
  return [Parameters.Operation[0], accounts.sort().join()];
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Finding } from '../../domain/readiness/prerequisites.ts';
import { aWindow, CELL } from '../../testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../testing/ledger-on-dynalite.ts';
import { type ReadinessAnswer, readinessRows } from './readiness-rows.ts';

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
});
afterAll(() => ledger.stop());

const { id, opensAt } = aWindow();
const at = (minute: number) => new Date(`2026-03-05T21:0${minute}:00.000Z`);

function found(minute: number, count: number): ReadinessAnswer {
  const findings = Array.from({ length: count }, (_, index): Finding => {
    return { answer: 'fails', what: 'online', sentence: 'It is stopped.', ...CELL, nodeId: `i-${index}`, window: id };
  });
  return { kind: 'checked', at: at(minute), windows: [{ id, opensAt, nodes: count }], cells: [CELL], findings };
}

describe('readinessRows()', () => {
  it('keeps what was found, however much, and nothing of the check before', async () => {
    const rows = readinessRows(ledger.table);
    expect(await rows.read(id)).toBeUndefined();
    await rows.write(id, found(1, 450));
    expect(await rows.read(id)).toEqual(found(1, 450));
    await rows.write(id, found(2, 1));
    expect(await rows.read(id)).toEqual(found(2, 1));
  });

  it('keeps why nothing was looked at', async () => {
    const rows = readinessRows(ledger.table);
    const refused: ReadinessAnswer = { kind: 'refused', at: at(3), because: 'No such window.' };
    await rows.write('1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d', refused);
    expect(await rows.read('1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d')).toEqual(refused);
  });

  it('knows which windows were checked, by the day on which they open', async () => {
    const rows = readinessRows(ledger.table);
    const later = aWindow({ id: '22FRI@2026-03-13', opensAt: new Date('2026-03-13T21:00:00Z') });
    expect(await rows.checked([aWindow(), later])).toEqual(new Set());
    await rows.setChecked(later, at(4));
    expect(await rows.checked([aWindow(), later])).toEqual(new Set([later.id]));
    expect(await rows.checked([{ ...later, opensAt }])).toEqual(new Set());
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { rosterObserver } from './observe-roster.ts';

const NOW = new Date('2026-03-06T21:00:00Z');
const CREDENTIALS = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' };

let calls: AnsweredCalls | undefined;
afterEach(() => calls?.end());

describe('rosterObserver()', () => {
  it('has the nodes of every hybrid cell but those that refuse, which it names', async () => {
    calls = answeredCalls((operation) => {
      if (operation === 'SelectAggregateResourceConfig') return { body: { Results: [] } };
      return { body: { InstanceInformationList: [{ InstanceId: 'mi-0123456789abcdef0', Name: 'till' }] } };
    }, NOW);
    const hybridCells = manyCells(60);
    const observe = observerRefusing('200000000000', '200000000031');
    const observed = await observe('22FRI', { ownerTag: 'owner', hybridCells });

    expect(observed).toMatchObject({ kind: 'done' });
    const { nodes, unreadCells } = observed.kind === 'done' ? observed.value : { nodes: [], unreadCells: [] };
    expect(unreadCells).toEqual(
      ['200000000000', '200000000031'].map((account) => ({
        account,
        region: 'eu-west-1',
        reason: `AccessDenied: ${account} trusts nobody`,
      })),
    );
    expect(nodes.map(({ account }) => account)).toEqual(
      hybridCells.map(({ account }) => account).filter((account) => !/(00|31)$/.test(account)),
    );
    expect(nodes[0]).toEqual({
      id: 'mi-0123456789abcdef0',
      account: '200000000001',
      region: 'eu-west-1',
      name: 'till',
      platform: undefined,
    });
  });

  it('reads some cells at the same time, and never all of them', async () => {
    calls = answeredCalls(() => ({ body: {} }), NOW);
    let inFlight = 0;
    let most = 0;
    const observe = rosterObserver({
      aggregatorName: 'organization',
      assumeReadRole: async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await new Promise((resolve) => setImmediate(resolve));
        inFlight -= 1;
        return CREDENTIALS;
      },
    });
    await observe('22FRI', { ownerTag: 'owner', hybridCells: manyCells(60) });

    expect(most).toBe(25);
  });
});

/** Answers as STS does where a member account has no role for the hub. */
function observerRefusing(...accounts: readonly string[]) {
  return rosterObserver({
    aggregatorName: 'organization',
    assumeReadRole: async (account) => {
      if (!accounts.includes(account)) return CREDENTIALS;
      throw Object.assign(new Error(`${account} trusts nobody`), { name: 'AccessDenied', $metadata: {} });
    },
  });
}

function manyCells(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    account: String(200_000_000_000 + index),
    region: 'eu-west-1',
  }));
}

/** A play of the tiny organization in trouble, and what it came to. */
import { expect } from '@jest/globals';
import type { Cloud } from '../cloud.ts';
import { administratorOf } from '../iam/administrator.ts';
import { sayBreach } from '../referee/breach.ts';
import { checkLaws } from '../referee/check-laws.ts';
import { playedTiny, type Tiny } from './played-tiny.ts';

/** The only window of the tiny organization. */
export const WINDOW = '22FRI@2026-03-06';

/** The subjects of the mails about windows, and how often packages changed on a node. */
export async function playTrouble(tiny: Tiny): Promise<{ told: string[]; installs: number; cloud: Cloud }> {
  const cloud = await playedTiny(tiny);
  const { messages, patchRuns } = cloud.record;
  expect(checkLaws(cloud).map(sayBreach)).toEqual([]);
  const told = messages.flatMap(({ subject, attributes }) =>
    subject !== undefined && attributes['kind']?.startsWith('window-') === true ? [subject] : [],
  );
  return { told, installs: patchRuns.filter(({ came }) => came === 'installing').length, cloud };
}

/** What people do meanwhile: one asks for a hold. */
export function holdAt(at: string, detail: object): NonNullable<Tiny['meanwhile']> {
  return (cloud) => {
    const { account, region } = cloud.organization.hub;
    const named = { EventBusName: 'patchplane-live', Source: 'patchplane', DetailType: 'Hold Requested' };
    cloud.clock.at(new Date(at), async () => {
      const Entries = [{ ...named, Detail: JSON.stringify(detail) }];
      await cloud.callAs(administratorOf(account), region, 'events', 'PutEvents', { Entries });
    });
  };
}

export type Delivery = Parameters<NonNullable<Tiny['deliver']>>[0];

/** Depends on the event alone: the same in every run. */
export const oneOf = (count: number, { event }: Delivery) => event.id.charCodeAt(0) % count;

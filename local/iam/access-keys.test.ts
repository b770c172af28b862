import { expect, it } from '@jest/globals';
import { VirtualClock } from '../clock.ts';
import { HUB, MEMBER, smallOrganization } from '../testing/small-organization.ts';
import { AccessKeys } from './access-keys.ts';

const session = { account: MEMBER, arn: 'arn:aws:sts::…', roleArn: 'arn:aws:iam::…' };

it('an issued key is its session until it expires by the virtual clock', () => {
  const clock = new VirtualClock(smallOrganization.from);
  const keys = new AccessKeys(clock, smallOrganization);
  const { accessKeyId } = keys.issue(session, 60_000);
  clock.advance(59_999);
  expect(keys.principalOf(accessKeyId, 'json')).toBe(session);
  clock.advance(1);
  expect(() => keys.principalOf(accessKeyId, 'json')).toThrow(
    expect.objectContaining({ code: 'ExpiredTokenException' }),
  );
  expect(() => keys.principalOf(accessKeyId, 'query')).toThrow(expect.objectContaining({ code: 'ExpiredToken' }));
});

it('an account id is its administrator, other texts the hub, and a made-up session key nobody', () => {
  const keys = new AccessKeys(new VirtualClock(smallOrganization.from), smallOrganization);
  expect(keys.principalOf(MEMBER, 'json')).toEqual({ account: MEMBER, arn: `arn:aws:iam::${MEMBER}:root` });
  expect(keys.principalOf('anything', 'json').account).toBe(HUB);
  expect(keys.principalOf('999999999999', 'json').account).toBe(HUB);
  const unknown = (code: string) => expect.objectContaining({ code });
  expect(() => keys.principalOf('ASIA999', 'json')).toThrow(unknown('UnrecognizedClientException'));
  expect(() => keys.principalOf('ASIA999', 'query')).toThrow(unknown('InvalidClientTokenId'));
});

it('an account id, a full stop and a role is a session of that role, which may do what the role may', () => {
  const keys = new AccessKeys(new VirtualClock(smallOrganization.from), smallOrganization);
  expect(keys.principalOf(`${HUB}.patchplane-live-check-tag`, 'json')).toEqual({
    account: HUB,
    arn: `arn:aws:sts::${HUB}:assumed-role/patchplane-live-check-tag/patchplane-live-check-tag`,
    roleArn: `arn:aws:iam::${HUB}:role/patchplane-live-check-tag`,
  });
  expect(keys.principalOf('999999999999.patchplane-live-check-tag', 'json').account).toBe(HUB);
});

/** A single account has one stack beside the hub's: that of a Region and that of a member in one, and nothing else. */
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate, writtenStack } from './testing/packaged.ts';

const account = packagedTemplate('account');
const text = JSON.stringify(account);

describe('the stack of a single account', () => {
  it('holds what the stacks of a Region and of a member hold', () => {
    const [region, member] = [packagedTemplate('region'), writtenStack('member')].map(({ Resources }) => Resources);
    expect(Object.keys(account.Resources).sort()).toEqual([...Object.keys({ ...region, ...member })].sort());
    // No name of the one is a name of the other, or one of the two would be lost.
    expect(Object.keys({ ...region }).filter((id) => Object.hasOwn({ ...member }, id))).toEqual([]);
    for (const [id, resource] of Object.entries({ ...region }))
      expect({ id, properties: withoutCode(account.Resources[id]) }).toEqual({ id, properties: withoutCode(resource) });
  });

  it('lets in the roles of its own account, of this stage', () => {
    expect(text).toContain(`iam::$${'{AWS::AccountId}'}:role/patchplane-live-settle-cell`);
    expect(text).not.toMatch(/HubAccountId|\$\{Stage\}/);
  });

  it('has the scripts of the hooks as they are written', () => {
    const scripts = ['PreInstallHook', 'OnExitHook'].flatMap((id) => {
      const content = Object(account.Resources[id]?.Properties?.['Content']);
      const written = Object(writtenStack('member').Resources[id]?.Properties?.['Content']);
      expect(content.mainSteps).toEqual(written.mainSteps);
      return content.mainSteps.map((step: object) => Object(step).inputs.runCommand.join('\n'));
    });
    expect(scripts.join('\n')).toContain(`$${'{freeKilobytes:-0}'}`);
  });
});

/** Packaged twice, a function's archive lies under two names. */
function withoutCode(resource: unknown): string {
  return JSON.stringify(resource).replaceAll(/serverless\/[^"]*\.zip/g, 'archive');
}

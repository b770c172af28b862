import { describe, expect, it } from '@jest/globals';
import { type FakeCloud, fakeCloud, member, node } from '../fleet/fake-cloud.ts';

const IDENTIFIER = 'EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK';
/** What it lacks is approved ten minutes after the beginning, and found by the next operation. */
const late = node({ missingPatches: 2, missingFrom: new Date('2026-03-06T18:10:00Z') });

describe('the managed rule on missing patches', () => {
  it('tells its first verdict on each node without an old one, hybrid nodes too', async () => {
    const hybrid = node({ name: 'plant-01', id: 'mi-0123456789abcdef0', missingPatches: 0 });
    const fake = fakeCloud([node(), hybrid, node({ name: 'bare', condition: 'unmanaged' })]);
    await deploy(fake);
    await fake.passMinutes(3);

    expect(told(fake)).toEqual(
      expect.arrayContaining([
        [`AWS::SSM::ManagedInstanceInventory/${node().id}`, undefined, 'NON_COMPLIANT'],
        [`AWS::SSM::ManagedInstanceInventory/${hybrid.id}`, undefined, 'COMPLIANT'],
      ]),
    );
    expect(told(fake)).toHaveLength(2); // Of a node without an agent nothing is known.
    expect(fake.invocations).toEqual([]);
    expect(fake.events.find(({ source }) => source === 'aws.config')).toMatchObject({
      ...member,
      detail: { configRuleName: 'patches', resourceType: 'AWS::SSM::PatchCompliance' },
    });
  });

  it('tells each change once, within a minute or so, and nothing while the node stays as it is', async () => {
    const fake = fakeCloud([late]);
    await deploy(fake);
    await fake.passMinutes(11);
    for (const operation of ['Scan', 'Scan', 'Install']) {
      await run(fake, operation);
      await fake.passMinutes(30);
    }

    expect(told(fake).map(([, before, after]) => [before, after])).toEqual([
      [undefined, 'COMPLIANT'],
      ['COMPLIANT', 'NON_COMPLIANT'],
      ['NON_COMPLIANT', 'COMPLIANT'],
    ]);
  });

  it('is the only one that is played', async () => {
    const fake = fakeCloud([]);
    await expect(deploy(fake, { SourceIdentifier: 'EC2_STOPPED_INSTANCE' })).rejects.toThrow(
      'does not play the managed rule EC2_STOPPED_INSTANCE',
    );
    await expect(deploy(fake, { Owner: 'CUSTOM_POLICY' })).rejects.toThrow('wanted CUSTOM_LAMBDA or AWS');
  });
});

function deploy(fake: FakeCloud, source: object = {}) {
  const Source = { Owner: 'AWS', SourceIdentifier: IDENTIFIER, ...source };
  return fake.deploy('AWS::Config::ConfigRule', { ConfigRuleName: 'patches', Source }, member);
}

async function run(fake: FakeCloud, operation: string): Promise<void> {
  await fake.call('ssm', 'SendCommand', {
    DocumentName: 'AWS-RunPatchBaseline',
    InstanceIds: [late.id],
    Parameters: { Operation: [operation] },
  });
}

/** Which node, and from what to what. */
function told(fake: FakeCloud): unknown[][] {
  return fake.events
    .filter(({ detailType }) => detailType === 'Config Rules Compliance Change')
    .map(({ detail }) => {
      const told = fieldsOf(detail);
      const [before, after] = [told['oldEvaluationResult'], told['newEvaluationResult']].map(fieldsOf);
      return [told['resourceId'], before?.['complianceType'], after?.['complianceType']];
    });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value ?? {}));
}

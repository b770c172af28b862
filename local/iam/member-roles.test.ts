/** Which nodes the roles of the member stack may send a patch command to. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isObject, type Json, readTemplate } from '../cloudformation/read-template.ts';
import { ConditionContext } from './condition-context.ts';
import { conditionsHold } from './conditions.ts';
import { readPolicy } from './policy.ts';

const file = 'stacks/member.yml';
const { Resources } = readTemplate(readFileSync(file, 'utf8'), file);

const ofAws = (document: string) => ({ 'Fn::Sub': `arn:$${'{AWS::Partition}'}:ssm:*::document/${document}` });
const ofMember = (document: string) => ({
  'Fn::Sub': `arn:$${'{AWS::Partition}'}:ssm:*:$${'{AWS::AccountId}'}:document/${document}`,
});
/** A resource of the call, and no node. */
const OUTPUT_BUCKET = {
  Effect: 'Allow',
  Action: 'ssm:SendCommand',
  Resource: {
    'Fn::Sub': `arn:$${'{AWS::Partition}'}:s3:::patchplane-$${'{Stage}'}-output-$${'{HubAccountId}'}-$${'{HubRegion}'}*`,
  },
};

describe.each([
  ['PatchCellRole', ofAws('AWS-RunPatchBaselineWithHooks'), [OUTPUT_BUCKET]],
  ['RescanRole', ofAws('AWS-RunPatchBaseline'), []],
  ['ForceRebootRole', [ofMember('Patchplane-Reboot'), ofAws('AWS-RunPatchBaseline')], []],
])('%s', (role, resource, besides) => {
  const [documents, nodes, ...others] = sending(role);

  it('sends its own documents only', () => {
    expect(documents?.['Resource']).toEqual(resource);
    expect(others).toEqual(besides);
  });

  it.each([
    ['2SATX4', 'yes'],
    ['EXEMPT', 'no'],
    ['REPLACE', 'no'],
    [undefined, 'no'],
  ])('to a node tagged %s: %s', (value, allowed) => {
    const Statement = { Effect: 'Allow', Action: '*', Condition: nodes?.['Condition'] };
    const [statement] = readPolicy({ Statement }, role);
    const tags = value === undefined ? {} : { 'ssm:resourceTag/maintenance:patching': value };

    expect(conditionsHold(statement?.conditions ?? [], new ConditionContext(tags))).toBe(allowed);
  });
});

describe('DiagnoseRole', () => {
  it('sends the one document that changes nothing, to any node', () => {
    const [only, ...others] = sending('DiagnoseRole');
    const [document, ...nodes] = listIn(only?.['Resource']);
    expect(document).toEqual(ofMember('Patchplane-Probe'));
    expect(nodes).toHaveLength(2);
    expect(others).toEqual([]);
  });
});

function sending(role: string): { readonly [key: string]: Json }[] {
  const [policy] = listIn(fieldIn(fieldIn(Resources[role], 'Properties'), 'Policies'));
  const statements = listIn(fieldIn(fieldIn(policy, 'PolicyDocument'), 'Statement'));
  return statements.filter(isObject).filter(({ Action }) => Action === 'ssm:SendCommand');
}

function fieldIn(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? value[name] : undefined;
}

function listIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Which roles the hub can become: by name, in accounts of the same organization, or in its own where there is none. */
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate } from './testing/packaged.ts';

const roles = (['hub', 'region'] as const).flatMap((stack) =>
  Object.entries(packagedTemplate(stack).Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([id, { Properties }]) => ({ id, statements: becoming(Properties?.['Policies']) }))
    .filter(({ statements }) => statements.length > 0),
);

describe.each(roles)('the role $id', ({ statements }) => {
  it('becomes named roles, and none of a stranger', () => {
    for (const statement of statements) {
      expect(JSON.stringify(Object(statement).Resource)).not.toContain('role/*');
      expect(statement).toMatchObject({
        Condition: {
          StringEquals: {
            'Fn::If': [
              'InOrganization',
              { 'aws:ResourceOrgID': { Ref: 'OrganizationId' } },
              { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } },
            ],
          },
        },
      });
    }
  });
});

it('are there: all functions but the one that admits requests, and Automation', () => {
  expect(roles.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['SweepWindowsRole', 'AutomationAdministrationRole']),
  );
  expect(roles.map(({ id }) => id)).not.toContain('AdmitRequestRole');
});

function becoming(policies: unknown): unknown[] {
  const statements = (Array.isArray(policies) ? policies : []).flatMap(
    (policy) => Object(policy).PolicyDocument.Statement,
  );
  return statements.filter((statement) => Object(statement).Action === 'sts:AssumeRole');
}

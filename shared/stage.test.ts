/**
 * One account and Region holds one installation. What carries the stage in its name would allow for two; what cannot is
 * listed here, and the first of it has CloudFormation refuse the second.
 */
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate } from './testing/packaged.ts';

/** Properties that give a resource its name; of a metric AWS has chosen it. */
const NAMES = /^(?!MetricName).*Name$/;
/** Where code, members, documents and people know the name, which therefore is the same on every stage. */
const SAME_ON_EVERY_STAGE = {
  hub: {
    Installation: '/patchplane/hub',
    PatchCellRunbook: 'Patchplane-PatchCell',
    ForceRebootRunbook: 'Patchplane-ForceReboot',
    DiagnoseRunbook: 'Patchplane-Diagnose',
  },
  region: { AccountRule: 'patchplane-schedule-tag', OrganizationRule: 'patchplane-schedule-tag' },
};

describe.each(['hub', 'region'] as const)('the names in the %s', (stack) => {
  const named = Object.entries(packagedTemplate(stack).Resources).flatMap(([id, { Properties = {} }]) =>
    Object.entries(Properties)
      .filter(([property]) => NAMES.test(property))
      .map(([, name]) => ({ id, name: nameOf(name) }))
      .filter(({ name }) => name !== undefined),
  );

  it('carry prefix and stage, but for those that the rest of the world has to know', () => {
    const without = named.filter(({ name = '' }) => !/^(alias\/|\/aws\/lambda\/)?patchplane-live(-|$)/.test(name));
    expect(Object.fromEntries(without.map(({ id, name }) => [id, name]))).toEqual(SAME_ON_EVERY_STAGE[stack]);
  });
});

it('a second stage is refused: the parameter that says where the hub is has one name', () => {
  expect(packagedTemplate('hub').Resources['Installation']?.Properties?.['Name']).toBe('/patchplane/hub');
});

/** A name that the template spells out, or undefined where it refers to another resource. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const text: unknown = Object(value)['Fn::Sub'];
  return typeof text === 'string' ? text : undefined;
}

/** The policies as a stack for the management account, or for whom it has delegated policies to. */

interface StackPolicy {
  /** Of the resource; its targets are the parameter `<logicalId>TargetIds`. */
  readonly logicalId: string;
  /** `SERVICE_CONTROL_POLICY` or `TAG_POLICY`. */
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** As AWS Organizations gets and counts it. */
  readonly text: string;
}

const INDENT = ' '.repeat(8);

/** The text of a policy is passed on as it is, so that its length is the one that was checked. */
export function organizationStack(policies: readonly StackPolicy[]): string {
  const lines = [
    "AWSTemplateFormatVersion: '2010-09-09'",
    '# Written by patchplane policies --stack, from a catalogue. docs/protection.md says what the policies do.',
    'Description: >-',
    '  The policies of AWS Organizations that go with Patchplane, for the management account or a delegated administrator of',
    '  policies. The aggregator and the rule of AWS Config are in the stacks of the hub, which is a delegated administrator of Config.',
    '',
    'Parameters:',
    ...policies.flatMap(({ logicalId, description }) => [
      `  ${logicalId}TargetIds:`,
      '    Type: CommaDelimitedList',
      "    Default: ''",
      `    Description: 'Roots, organizational units and accounts for "${description}". Empty: it is made, and attached to nothing.'`,
    ]),
    '',
    'Conditions:',
    ...policies.map(
      ({ logicalId }) => `  ${logicalId}IsAttached: !Not [!Equals [!Join ['', !Ref ${logicalId}TargetIds], '']]`,
    ),
    '',
    'Resources:',
    ...policies.flatMap(({ logicalId, type, name, description, text }, index) => [
      `  ${logicalId}:`,
      '    Type: AWS::Organizations::Policy',
      // One after the other: AWS Organizations refuses changes that meet.
      ...(index === 0 ? [] : [`    DependsOn: ${policies[index - 1]?.logicalId}`]),
      '    Properties:',
      `      Name: ${name}`,
      `      Description: 'Patchplane: ${description}'`,
      `      Type: ${type}`,
      `      TargetIds: !If [${logicalId}IsAttached, !Ref ${logicalId}TargetIds, !Ref AWS::NoValue]`,
      '      Content: |-',
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `${INDENT}${line}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

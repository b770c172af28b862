import { describe, expect, it } from '@jest/globals';
import type { Provider, Resource } from '../cloud.ts';
import { deploy } from './deploy.ts';
import { readTemplate } from './read-template.ts';

const stack = { account: '111122223333', region: 'eu-west-1', name: 'stack' };

/** Deploys a template whose only type is `Thing`; what each got, in the order of creation. */
async function deployed(yaml: string, parameters: Record<string, string> = {}) {
  const made: Record<string, Resource['properties']> = {};
  const provider: Provider = ({ logicalId, properties }) => {
    made[logicalId] = properties;
    return { ref: `ref-of-${logicalId}`, attributes: { Arn: `arn:of:${logicalId}`, 'Nested.Value': 'nested' } };
  };
  const template = readTemplate(yaml, 'a test');
  const outputs = await deploy(template, { stack, parameters, providers: new Map([['Thing', provider]]) });
  return { made, outputs };
}

/** What one expression resolves to, as a property. */
async function resolved(expression: string, more = '') {
  const yaml = `
Parameters:
  Stage: { Type: String, Default: live }
  Names: { Type: CommaDelimitedList, Default: 'a, b' }
  Count: { Type: Number, Default: 3 }
Mappings: { Sizes: { live: { small: 10 } } }
Conditions:
  IsLive: !Equals [!Ref Stage, live]
  IsTest: !Not [!Condition IsLive]
Resources:
  Other: { Type: Thing }
  One: { Type: Thing, Properties: { Value: ${expression} } }
${more}`;
  return (await deployed(yaml)).made['One']?.['Value'];
}

describe('deploy() resolves', () => {
  it.each([
    ['!Ref Stage', 'live'],
    ['!Ref Names', ['a', 'b']],
    ['!Ref Count', '3'],
    ['!Ref Other', 'ref-of-Other'],
    ['!Ref AWS::AccountId', '111122223333'],
    ['!GetAtt Other.Arn', 'arn:of:Other'],
    ['!GetAtt [Other, Arn]', 'arn:of:Other'],
    ['!GetAtt Other.Nested.Value', 'nested'],
    [
      `!Sub 'arn:\${AWS::Partition}:\${AWS::Region}:\${Other.Arn}:\${Stage}:\${!Literal}'`,
      `arn:aws:eu-west-1:arn:of:Other:live:\${Literal}`,
    ],
    [`!Sub ['\${X}-\${Stage}', { X: !Ref Other }]`, 'ref-of-Other-live'],
    ["!Join ['-', [a, !Ref Stage]]", 'a-live'],
    ["!Select [1, !Split ['/', a/b/c]]", 'b'],
    ['!FindInMap [Sizes, !Ref Stage, small]', 10],
    ['!If [IsLive, yes-live, no]', 'yes-live'],
    ['!If [IsTest, { A: 1 }, !Ref AWS::NoValue]', undefined],
    ['[1, !If [IsTest, 2, !Ref AWS::NoValue], 3]', [1, 3]],
    ['{ A: !If [IsTest, 2, !Ref AWS::NoValue], B: true }', { B: true }],
    ['!Equals [a, a]', true],
    ['{ "Fn::Or": [{ Condition: IsTest }, { Condition: IsLive }] }', true],
    ['{ "Fn::And": [{ Condition: IsTest }, { Condition: IsLive }] }', false],
  ])('%s', async (expression, expected) => {
    expect(await resolved(expression)).toEqual(expected);
  });

  it.each([
    ['!ImportValue x', 'Fn::ImportValue'],
    ['!Ref Nothing', 'Cannot resolve Ref Nothing'],
    ['!GetAtt Other.Colour', 'Cannot resolve GetAtt Other.Colour'],
    ['!If [IsOdd, 1, 2]', 'condition IsOdd'],
    ['!FindInMap [Sizes, live, large]', 'there is no large'],
  ])('%s never, but says why', async (expression, message) => {
    await expect(resolved(expression)).rejects.toThrow(message);
  });
});

describe('deploy()', () => {
  it('creates each resource after those that it refers to or depends on', async () => {
    const { made } = await deployed(`
Resources:
  A: { Type: Thing, DependsOn: D }
  B: { Type: Thing, Properties: { Of: !Sub '\${C.Arn}' } }
  C: { Type: Thing, Properties: { Of: !Ref A } }
  D: { Type: Thing }
`);
    expect(Object.keys(made)).toEqual(['D', 'A', 'C', 'B']);
  });

  it('refuses a circle, naming it', async () => {
    const circle = 'Resources: { A: { Type: Thing, Properties: { X: !Ref B } }, B: { Type: Thing, DependsOn: A } }';
    await expect(deployed(circle)).rejects.toThrow('A → B → A');
  });

  it('leaves out resources and outputs whose condition does not hold', async () => {
    const yaml = `
Parameters: { Organization: { Type: String, Default: '' } }
Conditions: { InOrganization: !Not [!Equals [!Ref Organization, '']] }
Resources:
  Always: { Type: Thing }
  Sometimes: { Type: Thing, Condition: InOrganization }
Outputs:
  Always: { Value: !GetAtt Always.Arn }
  Sometimes: { Condition: InOrganization, Value: !Ref Sometimes }
`;
    const alone = await deployed(yaml);
    expect([Object.keys(alone.made), alone.outputs]).toEqual([['Always'], { Always: 'arn:of:Always' }]);
    expect((await deployed(yaml, { Organization: 'o-1' })).outputs['Sometimes']).toBe('ref-of-Sometimes');
  });

  it('refuses merges, as CloudFormation does', async () => {
    const merged = 'Resources: { A: { Type: Thing, Properties: { <<: { X: 1 } } } }';
    await expect(deployed(merged)).rejects.toThrow('does not support merges');
  });

  it('refuses a type that it does not know, naming type and resource', async () => {
    await expect(deployed('Resources: { Odd: { Type: AWS::Odd::Thing } }')).rejects.toThrow(
      'Cannot create Odd of stack stack in 111122223333 eu-west-1: the embedded AWS does not know AWS::Odd::Thing',
    );
  });

  it.each([
    ['{ Type: String }', {}, 'Parameter P has no default'],
    ['{ Type: String, AllowedValues: [a, b] }', { P: 'c' }, 'Parameter P is "c": wanted one of a, b'],
    ['{ Type: String, AllowedPattern: "[0-9]+" }', { P: '12x' }, 'Parameter P is "12x": wanted [0-9]+'],
  ])('refuses the parameter %s given %j', async (declaration, given, message) => {
    const yaml = `Parameters: { P: ${declaration} }\nResources: { A: { Type: Thing } }`;
    await expect(deployed(yaml, given)).rejects.toThrow(message);
  });

  it('names the resource that a provider refuses', async () => {
    const providers = new Map<string, Provider>([['Thing', () => Promise.reject(new Error('no room'))]]);
    const template = readTemplate('Resources: { A: { Type: Thing } }', 'a test');
    await expect(deploy(template, { stack, parameters: {}, providers })).rejects.toThrow(
      'Cannot create A of stack stack in 111122223333 eu-west-1 (Thing): no room',
    );
  });
});

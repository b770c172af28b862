/** A `Resource` of a policy as a template writes it: once for people, once as a pattern to compare. */
import { isObject, type Json, type JsonObject } from '../cloudformation/read-template.ts';
import { NAME } from './arn-pattern.ts';

export interface ResourcePattern {
  /** In short, as a reader of the template knows it: `Ledger/index/due`. */
  readonly text: string;
  /** Several where a condition of the stack decides. */
  readonly patterns: readonly string[];
}

/** What `Ref` or `GetAtt` of a resource of our own gives where a policy wants an ARN. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::Config::ConfigurationAggregator': arn('config', `config-aggregator/${NAME}`),
  'AWS::DynamoDB::Table': arn('dynamodb', `table/${NAME}`),
  'AWS::Events::EventBus': arn('events', `event-bus/${NAME}`),
  'AWS::IAM::Role': `arn:aws:iam::${NAME}:role/${NAME}`,
  'AWS::KMS::Key': arn('kms', `key/${NAME}`),
  'AWS::Lambda::Function': arn('lambda', `function:${NAME}`),
  'AWS::Logs::LogGroup': `arn:aws:logs:${NAME}:${NAME}:log-group:*:*`,
  'AWS::S3::Bucket': `arn:aws:s3:::${NAME}`,
  'AWS::SNS::Topic': arn('sns', NAME),
  'AWS::SQS::Queue': arn('sqs', NAME),
};

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${NAME}:${NAME}:${resource}`;
}

export function readPattern(value: Json, resources: JsonObject): ResourcePattern {
  if (typeof value === 'string') return { text: value, patterns: [value] };
  const [only, ...others] = isObject(value) ? Object.entries(value) : [];
  if (only === undefined || others.length > 0) throw new Error(`Cannot read Resource ${JSON.stringify(value)}`);
  const [name, argument] = only;
  if (name === 'Ref') return named(String(argument), resources);
  if (name === 'Fn::GetAtt') return named(resourceOfGetAtt(argument), resources);
  if (name === 'Fn::Sub' && typeof argument === 'string') return substituted(argument, resources);
  if (name === 'Fn::If' && Array.isArray(argument)) {
    const [yes, no] = argument.slice(1).map((branch) => readPattern(branch, resources));
    if (yes === undefined || no === undefined) throw new Error(`Cannot read Resource ${JSON.stringify(value)}`);
    return { text: `${yes.text} or ${no.text}`, patterns: [...yes.patterns, ...no.patterns] };
  }
  throw new Error(`Cannot read Resource ${JSON.stringify(value)}: wanted text, Ref, GetAtt, Sub or If`);
}

/** Of `[Role, Arn]` or `Role.Arn`, the logical id. */
export function resourceOfGetAtt(argument: Json): string {
  const [id = ''] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  return id;
}

/** A parameter, or a resource whose ARN is not known here, may be anything. */
function named(id: string, resources: JsonObject): ResourcePattern {
  const resource = resources[id];
  const type = isObject(resource) ? String(resource['Type']) : '';
  return { text: id, patterns: [ARNS[type] ?? '*'] };
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': '<region>',
  'AWS::AccountId': '<account>',
};

function substituted(template: string, resources: JsonObject): ResourcePattern {
  const each = (replace: (name: string) => string) =>
    template.replace(/\$\{([^}]+)\}/g, (_, name: string) => replace(name));
  const pattern = each((name) => {
    if (name === 'AWS::Partition') return 'aws';
    return name.includes('.') ? (named(name.split('.')[0] ?? '', resources).patterns[0] ?? '*') : NAME;
  });
  const text = each((name) => PSEUDO[name] ?? (name.includes('.') ? (name.split('.')[0] ?? '') : `<${name}>`));
  return { text, patterns: [pattern] };
}

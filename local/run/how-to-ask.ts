/** What a person can type while `--serve` is up, with names of the organization that runs. */
import type { Organization } from '../organization/organization.ts';
import { PEOPLE } from './people.ts';

export function howToAsk({ hub, nodes, accounts }: Organization, port: number): string {
  const instance = nodes.find(({ id }) => id.startsWith('i-'));
  const other = accounts.find(({ id }) => id !== hub.account) ?? accounts[0];
  const aws = `aws --endpoint-url http://127.0.0.1:${port}`;
  return `
The organization keeps running, at http://127.0.0.1:${port} and on this machine only. In another shell:

  export AWS_ACCESS_KEY_ID=${hub.account} AWS_SECRET_ACCESS_KEY=any AWS_REGION=${hub.region} AWS_DEFAULT_REGION=${hub.region}

  ${aws} ssm get-parameters-by-path --path /patchplane/schedules
  ${aws} ssm describe-automation-executions
  ${aws} sts assume-role --role-session-name me \\
    --role-arn arn:aws:iam::${other?.id}:role/OrganizationAccountAccessRole
${
  instance === undefined
    ? ''
    : `  AWS_ACCESS_KEY_ID=${instance.account} ${aws} --region ${instance.region} \\
    ec2 create-tags --resources ${instance.id} --tags Key=maintenance:patching,Value=2SATX9
`
}
An access key of twelve digits is the administrator of that account; any other one is the hub's. Its account has the
roles ${PEOPLE.join(', ')} as well: assume one, and see what it may write under /patchplane.
New notices appear here as they arrive. Ctrl-C ends it.
`;
}

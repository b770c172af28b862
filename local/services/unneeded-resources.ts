/** Resources that deploy and that nothing on a laptop looks at: they exist, with their names and ARNs, and do nothing. */
import type { Part, Provider, Resource } from '../cloud.ts';

export function unneededResources(): Part {
  return { resources: Object.fromEntries(Object.entries(UNNEEDED).map(([type, arn]) => [type, exists(arn)])) };
}

type ArnOf = (name: string, resource: Resource) => string;

const UNNEEDED: Readonly<Record<string, ArnOf>> = {
  'AWS::Logs::LogGroup': (name, { stack }) => `arn:aws:logs:${stack.region}:${stack.account}:log-group:${name}:*`,
  'AWS::CloudWatch::Alarm': (name, { stack }) => `arn:aws:cloudwatch:${stack.region}:${stack.account}:alarm:${name}`,
  'AWS::S3::BucketPolicy': (name) => name,
  // Chat is told by its topic, whose messages are in the record; what shows them there is not AWS's API.
  'AWS::Chatbot::SlackChannelConfiguration': (name, { stack }) =>
    `arn:aws:chatbot::${stack.account}:chat-configuration/slack-channel/${name}`,
  'AWS::SSM::ResourceDataSync': (name) => name, // copies to a bucket of the customer's, for tools that are none of ours
};

const NAMES = ['LogGroupName', 'AlarmName', 'ConfigurationName'];

function exists(arnOf: ArnOf): Provider {
  return (resource) => {
    const { properties, stack, logicalId } = resource;
    const given = NAMES.map((name) => properties[name]).find((name) => typeof name === 'string');
    const name = typeof given === 'string' ? given : `${stack.name}-${logicalId}-${stack.account}`.toLowerCase();
    return { ref: name, attributes: { Arn: arnOf(name, resource) } };
  };
}

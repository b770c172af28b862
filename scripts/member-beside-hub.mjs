/**
 * `stacks/member.yml` as a part of a service that osls packages in the hub's own account (`serverless.account.yml`): as JSON,
 * with what a person would type in for the hub known already, and with the shell's `${name:-word}` spelt so that osls does
 * not take it for one of its variables.
 */
import { readTemplate } from './read-template.mjs';

/** Known in the hub's own account, and so no parameters of the stack. */
const KNOWN = { HubAccountId: 'AWS::AccountId', Stage: 'sls:stage' };

export function memberBesideHub(file) {
  const { Parameters, Conditions, Resources } = readTemplate(file);
  const asked = Object.entries(Parameters).filter(([name]) => !(name in KNOWN));
  return { Parameters: Object.fromEntries(asked), Conditions: withKnown(Conditions), Resources: withKnown(Resources) };
}

function withKnown(value) {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map(withKnown);
  if (typeof value !== 'object' || value === null) return value;
  if (value.Ref in KNOWN) return { Ref: KNOWN[value.Ref] };
  // The short form with a dot is one of YAML only.
  if (typeof value['Fn::GetAtt'] === 'string') return { 'Fn::GetAtt': value['Fn::GetAtt'].split('.') };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withKnown(member)]));
}

function text(value) {
  return value
    .replace(/\$\{(\w+:[-+=?])/g, '\\${$1')
    .replace(/\$\{(\w+)\}/g, (whole, name) => (name in KNOWN ? `\${${KNOWN[name]}}` : whole));
}

/** Keys of KMS, from the templates: each is used as its own policy says. KMS's own API is not served, and nothing encrypted. */
import type { Part, Resource } from '../cloud.ts';
import { uuidOf } from '../digest.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { readPolicy } from '../iam/policy.ts';

export function kmsPart(authorizer: Authorizer): Part {
  function createKey({ properties, stack, logicalId }: Resource) {
    const { account, region, name } = stack;
    const id = uuidOf(`key/${account}/${region}/${name}/${logicalId}`);
    const arn = `arn:aws:kms:${region}:${account}:key/${id}`;
    authorizer.addResourcePolicy(arn, readPolicy(properties['KeyPolicy'], logicalId));
    return { ref: id, attributes: { Arn: arn, KeyId: id } };
  }

  return {
    resources: {
      'AWS::KMS::Key': createKey,
      'AWS::KMS::Alias': ({ properties }) => ({ ref: String(properties['AliasName']) }), // Nobody calls a key by it here.
    },
  };
}

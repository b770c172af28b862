import { type AssumeMemberRole, memberRoleAssumer } from '../../shared/aws/assume-member-role.ts';
import { type Attempt, attempt, sayRefusal } from '../../shared/aws/attempt.ts';
import { stsClient } from '../../shared/aws/clients.ts';
import { type FoundNode, nodeFinder } from '../../shared/aws/find-node.ts';
import { tagReader } from '../../shared/aws/read-tags.ts';
import type { Known, TagsNow } from '../../shared/domain/explain/node-facts.ts';
import { PATCHING_TAG, WAVE_TAG } from '../../shared/domain/tagging/tag-keys.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import type { Installation } from '../../shared/inbound/installation.ts';
import { isHybrid, nodeReference } from '../../shared/inbound/node-reference.ts';

/** The role of `stacks/member.yml` that reads; it is for Patchplane's functions, so people are often refused. */
const READ_ROLE = 'Patchplane-Read';

/**
 * The tags of a node: live, through the member's read role, or with the caller's own credentials in the hub's account;
 * where that is refused, as AWS Config recorded them, which is said.
 */
export function tagsNowReader(installation: Installation) {
  const { account: hub, region, busName } = installation;
  // The hub's stack gives bus and aggregator the same name, `patchplane-<stage>`.
  const find = nodeFinder({ aggregatorName: busName, region });
  const readLive = tagReader(memberReader(installation));

  return async (id: string, known: Cell | undefined): Promise<Known<TagsNow>> => {
    const found = known === undefined ? await find(id) : undefined;
    const cell = known ?? (found?.kind === 'done' ? found.value : undefined);
    if (cell === undefined) return { kind: 'unknown', why: sayNotFound(found) };

    const { account } = cell;
    const live = await attempt(() => readLive(nodeReference({ id, account, region: cell.region })));
    const credentials = account === hub ? 'with your own credentials' : `through ${READ_ROLE}`;
    if (live.kind === 'done') return tagsNow(cell, live.value, `the node's tags, read ${credentials}`);

    const recorded = isHybrid({ id }) ? undefined : (found ?? (await find(id)));
    const why = `reading its tags ${credentials} in ${account} was refused: ${sayRefusal(live)}`;
    return recorded?.kind === 'done' && recorded.value !== undefined
      ? tagsNow(cell, recorded.value.tags, `AWS Config's aggregator, minutes to a day old, since ${why}`)
      : { kind: 'unknown', why };
  };
}

function sayNotFound(found: Attempt<FoundNode | undefined> | undefined): string {
  const unknown = 'no window had the node, so the ledger does not say where it is';
  return found?.kind === 'refused'
    ? `${unknown}, and AWS Config's aggregator refused to: ${sayRefusal(found)}`
    : `${unknown}, and AWS Config's aggregator has not recorded it`;
}

function tagsNow({ account, region }: Cell, tags: ReadonlyMap<string, string>, source: string): Known<TagsNow> {
  return {
    kind: 'known',
    value: {
      account,
      region,
      patching: tags.get(PATCHING_TAG),
      wave: tags.get(WAVE_TAG),
      patchGroup: tags.get('PatchGroup') ?? tags.get('Patch Group'),
      name: tags.get('Name'),
      source,
    },
  };
}

/** Whoever reads in an account: the member's read role, or the caller in the hub's own. */
export function memberReader({ account: hub, region }: Installation): AssumeMemberRole {
  const assumeReadRole = memberRoleAssumer({ roleName: READ_ROLE, hubRegion: region });
  return (account) => (account === hub ? ownCredentials() : assumeReadRole(account));
}

async function ownCredentials() {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = await stsClient().config.credentials();
  return { accessKeyId, secretAccessKey, sessionToken };
}

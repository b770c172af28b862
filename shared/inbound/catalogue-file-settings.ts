import * as z from 'zod/mini';
import { type FileContent, parseFile, schemaReference } from './catalogue-file-content.ts';
import { settingsFields } from './operations-settings.ts';

/** `settings.json`: what Cloud Operations sets for all windows and tags. */
export const settingsFile = z.strictObject({
  $schema: schemaReference,
  ...settingsFields,
  ownerTag: settingsFields.ownerTag.check(z.describe('The tag that names whom to tell about a node.')),
  hybridCells: settingsFields.hybridCells.check(
    z.describe('Account and Region pairs that have hybrid nodes (mi-…), which the aggregator does not show.'),
  ),
  graceMinutes: settingsFields.graceMinutes.check(
    z.describe("How long after a window's end its nodes may still report, in minutes."),
  ),
  modes: settingsFields.modes.check(
    z.describe('How far accounts and environments have come in the rollout: observe, scan or install.'),
  ),
  rosterShrinkPercent: settingsFields.rosterShrinkPercent.check(
    z.describe('A roster that lost a larger share of its nodes since the last window waits for a person.'),
  ),
  minimumGapHours: settingsFields.minimumGapHours.check(
    z.describe('No node is installed on twice within these hours.'),
  ),
  rebootDeadlineHours: settingsFields.rebootDeadlineHours.check(
    z.describe('Within these hours after its install a node must have been rebooted and scanned.'),
  ),
  productionEnvironments: settingsFields.productionEnvironments.check(
    z.describe('Environments in which nothing urgent is patched without a person.'),
  ),
  urgentSeverities: settingsFields.urgentSeverities.check(
    z.describe('Severities of non-compliance that do not wait for the next window.'),
  ),
  defaults: settingsFields.defaults.check(
    z.describe(
      'Whether default tags are only counted (observe), told (notify) or written (apply), and after how long.',
    ),
  ),
  organizationalUnits: settingsFields.organizationalUnits.check(
    z.describe('The organizational unit of accounts as a path, by account id, for the default rules.'),
  ),
  corrections: settingsFields.corrections.check(
    z.describe(
      'Whether a schedule tag that differs from an approved one in spelling alone is corrected (certain) or not.',
    ),
  ),
  restoreLastApproved: settingsFields.restoreLastApproved.check(
    z.describe('Whether a node whose schedule is refused or gone gets its last approved one back.'),
  ),
  tagPrincipals: settingsFields.tagPrincipals.check(
    z.describe('Whose changes of schedule tags the monthly audit takes for authorised: patterns of ARNs.'),
  ),
  replaceAllowed: settingsFields.replaceAllowed.check(
    z.describe(
      'Where nodes may say REPLACE without an Auto Scaling group: rules by account, Region, environment and tag.',
    ),
  ),
});

export function parseSettingsFile(file: string, json: string): FileContent['content'] {
  return parseFile(file, json, settingsFile).content;
}

import * as z from 'zod/mini';
import type { RuleConditions } from '../domain/tagging/choose-default.ts';
import { CORRECTION_MODES, type CorrectionPolicy } from '../domain/tagging/decide-correction.ts';
import { DEFAULT_MODES, type DefaultPolicy } from '../domain/tagging/decide-default.ts';
import { MODES, type Modes } from '../domain/window/mode.ts';
import type { Cell } from '../domain/window/node.ts';
import { patterns } from './default-rules.ts';
import { accountId, regionName } from './envelope.ts';
import { parseJsonOrRefuse } from './parse-json.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

/** `/patchplane/settings`: what Cloud Operations sets for all windows and tags. */
export interface OperationsSettings {
  /** The tag that names whom to tell about a node. */
  readonly ownerTag: string;
  /** Cells that have hybrid nodes (`mi-…`), which Config's aggregator does not show with their tags. */
  readonly hybridCells: readonly Cell[];
  /** How long after a window's end its nodes may still report. */
  readonly graceMinutes: number;
  /** How far accounts and environments have come in the rollout. */
  readonly modes: Modes;
  /** A roster that lost a larger share of its nodes since the last window waits for a person. */
  readonly rosterShrinkPercent: number;
  /** No node is installed on twice within this time (P2). */
  readonly minimumGapHours: number;
  /** Within this time after its install a node must have been rebooted and scanned. */
  readonly rebootDeadlineHours: number;
  /** Where nothing urgent is patched without a person. */
  readonly productionEnvironments: readonly string[];
  /** Non-compliance of these severities does not wait for the next window. */
  readonly urgentSeverities: readonly ComplianceSeverity[];
  /** What becomes of nodes without a schedule that a default rule fits. */
  readonly defaults: DefaultPolicy;
  /** Where accounts stand in the organization, by account id: what default rules go by. */
  readonly organizationalUnits: Readonly<Record<string, string>>;
  /** Whether a schedule that is surely misspelt is corrected, or only refused. */
  readonly corrections: CorrectionPolicy['corrections'];
  /** Whether a node whose schedule is refused or gone gets its last approved one back. */
  readonly restoreLastApproved: boolean;
  /** Where nodes may say `REPLACE` without an Auto Scaling group. */
  readonly replaceAllowed: readonly RuleConditions[];
  /** Whose changes of schedule tags the audit takes for authorised: ARNs, in which `*` stands for any text. */
  readonly tagPrincipals: readonly string[];
}

export const COMPLIANCE_SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNSPECIFIED'] as const;

/** As Systems Manager counts compliance. */
export type ComplianceSeverity = (typeof COMPLIANCE_SEVERITIES)[number];

const mode = z.enum(MODES);

/** Of nodes that are there one knows no platform, and one without any condition would allow all. */
const replaceRule = z
  .strictObject({
    account: z.optional(patterns),
    organizationalUnit: z.optional(patterns),
    region: z.optional(patterns),
    environment: z.optional(patterns),
    tags: z.optional(z.record(z.string(), patterns)),
  })
  .check(z.refine((rule) => Object.keys(rule).length > 0, 'a rule with at least one condition'));

const namesAccounts = (modes: object) => Object.keys(modes).every((key) => /^\d{12}$/.test(key));

export const settingsFields = {
  ownerTag: z._default(z.string().check(z.minLength(1, 'a tag key')), 'owner'),
  hybridCells: z._default(z.array(z.object({ account: accountId, region: regionName })), []),
  graceMinutes: z._default(z.int().check(z.minimum(0, '0 or more'), z.maximum(1440, '1440 or fewer')), 90),
  modes: z._default(
    z.strictObject({
      default: z._default(mode, 'install'),
      accounts: z._default(z.record(z.string(), mode).check(z.refine(namesAccounts, 'account ids of 12 digits')), {}),
      environments: z._default(z.record(z.string(), mode), {}),
    }),
    { default: 'install', accounts: {}, environments: {} },
  ),
  rosterShrinkPercent: z._default(z.int().check(z.minimum(1, '1 or more'), z.maximum(100, '100 or fewer')), 50),
  minimumGapHours: z._default(z.int().check(z.minimum(1, '1 or more'), z.maximum(72, '72 or fewer')), 6),
  rebootDeadlineHours: z._default(z.int().check(z.minimum(1, '1 or more'), z.maximum(720, '720 or fewer')), 72),
  productionEnvironments: z._default(z.array(z.string().check(z.minLength(1, 'a name such as prod'))), [
    'prod',
    'production',
  ]),
  urgentSeverities: z._default(z.array(z.enum(COMPLIANCE_SEVERITIES)), ['CRITICAL']),
  defaults: z._default(
    z.strictObject({
      mode: z._default(z.enum(DEFAULT_MODES), 'apply'),
      graceHours: z._default(z.int().check(z.minimum(0, '0 or more'), z.maximum(720, '720 or fewer')), 0),
    }),
    { mode: 'apply', graceHours: 0 },
  ),
  organizationalUnits: z._default(
    z.record(z.string(), z.string()).check(z.refine(namesAccounts, 'account ids of 12 digits')),
    {},
  ),
  corrections: z._default(z.enum(CORRECTION_MODES), 'off'),
  restoreLastApproved: z._default(z.boolean(), false),
  tagPrincipals: z._default(z.array(z.string().check(z.minLength(1, 'an ARN, or a pattern of one'))), ['*']),
  replaceAllowed: z._default(z.array(replaceRule), []),
};

const schema = z.object(settingsFields);

export function parseOperationsSettings(json: string): OperationsSettings {
  return parseOrRefuse('settings', schema, parseJsonOrRefuse('settings', json));
}

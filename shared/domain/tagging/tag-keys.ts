/** The tag by which a node's owner says when it may be patched. */
export const PATCHING_TAG = 'maintenance:patching';
/** The tag that orders the nodes of a window within their cell: 1 first. */
export const WAVE_TAG = 'maintenance:wave';
/** Companions of a default: which rule gave it, and when. */
export const DEFAULT_RULE_TAG = 'maintenance:default-rule';
export const DEFAULT_AT_TAG = 'maintenance:default-at';
/** The patch groups of Systems Manager go by either spelling, and a node with both would be in two. */
export const PATCH_GROUP_TAGS = ['PatchGroup', 'Patch Group'] as const;
/** Set by AWS alone, on the instances of an Auto Scaling group: nobody else may write a key that begins so. */
export const GROUP_TAG = 'aws:autoscaling:groupName';
/** What the control plane writes beside a schedule. */
export const COMPANION_TAGS = [WAVE_TAG, DEFAULT_RULE_TAG, DEFAULT_AT_TAG, ...PATCH_GROUP_TAGS] as const;

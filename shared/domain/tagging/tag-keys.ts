/** The tag by which a node's owner says when it may be patched. */
export const PATCHING_TAG = 'maintenance:patching';
/** The tag that orders the nodes of a window within their cell: 1 first. */
export const WAVE_TAG = 'maintenance:wave';
/** Companions of a default: which rule gave it, and when. */
export const DEFAULT_RULE_TAG = 'maintenance:default-rule';
export const DEFAULT_AT_TAG = 'maintenance:default-at';
/** The patch groups of Systems Manager go by either spelling, and a node with both would be in two. */
export const PATCH_GROUP_TAGS = ['PatchGroup', 'Patch Group'] as const;

/** The tag by which a node's owner says when it may be patched. */
export const PATCHING_TAG = 'maintenance:patching';
/** The tag that orders the nodes of a window within their cell: 1 first. */
export const WAVE_TAG = 'maintenance:wave';

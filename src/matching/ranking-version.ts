/**
 * The version of rules, factors and order. Raise it with any change that can move a list: runs of another version are no base for
 * an incremental one.
 */
export const RANKING_VERSION = 1;

/**
 * The engine that ranks and scores. Another one with any change of rules, factors or order that can move a list: workers leave
 * alone the runs of another engine, and its runs are no base for an incremental one.
 */
export const ENGINE_VERSION = '1';

/**
 * What every session asks of PostgreSQL. A host that was cut off without a word is noticed within half a minute, also in the middle of
 * a statement: else its session would go on holding the rows of its shard for two hours, and nobody else could take it.
 */
export const SESSION_OPTIONS = [
  'timezone=UTC',
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
  // Of what was sent and not acknowledged: the probes above wait for a silent wire.
  'tcp_user_timeout=25s',
  'client_connection_check_interval=5s',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Silence after which this side asks whether the server is still there, milliseconds; ten probes of a second follow. */
export const KEEP_ALIVE_MS = 10_000;

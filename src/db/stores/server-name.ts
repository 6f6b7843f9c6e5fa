/**
 * SQL that names this database as it has run since its server was started. After a restore or on another server, row versions and
 * counts begin anew and may be those of other rows.
 */
export const SERVER = `concat_ws(' ', (select oid from pg_database where datname = current_database()),
  extract(epoch from pg_postmaster_start_time()))`;

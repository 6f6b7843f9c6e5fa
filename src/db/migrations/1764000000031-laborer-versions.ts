import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who changed a laborer when, and what stood there before: one row a version. Columns that hold ciphertexts or their hashes are
 * left out; a phone is told by its mask. Writers say who they are by `longqiao.actor` and `longqiao.source` of their transaction.
 */
export class LaborerVersions1764000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table laborer add column recorded_from text
        default nullif(current_setting('longqiao.source', true), '')`);
    await runner.query(`
      create table laborer_version (
        laborer_id int not null references laborer on delete cascade,
        version int not null,
        at timestamptz not null default now(),
        actor text,
        source text,
        before jsonb not null,
        after jsonb not null,
        primary key (laborer_id, version)
      )`);
    await runner.query(`
      create function note_laborer_version() returns trigger language plpgsql as $$
      begin
        insert into laborer_version (laborer_id, version, actor, source, before, after)
        select new.id, new.version, nullif(current_setting('longqiao.actor', true), ''),
          nullif(current_setting('longqiao.source', true), ''),
          coalesce(jsonb_object_agg(was.key, was.value), '{}'),
          coalesce(jsonb_object_agg(was.key, became.value), '{}')
        from jsonb_each(to_jsonb(old) - array['id_number', 'id_number_hash', 'phone', 'phone_hash', 'version', 'updated_at']) was
        join jsonb_each(to_jsonb(new)) became using (key)
        where was.value is distinct from became.value
        on conflict (laborer_id, version) do update
          set before = excluded.before || laborer_version.before, after = laborer_version.after || excluded.after;
        return null;
      end $$`);
    await runner.query(`
      create trigger laborer_versions after update on laborer for each row
        when (old.version is distinct from new.version or old.phone_hash is distinct from new.phone_hash)
        execute function note_laborer_version()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger laborer_versions on laborer');
    await runner.query('drop function note_laborer_version()');
    await runner.query('drop table laborer_version');
    await runner.query('alter table laborer drop column recorded_from');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parts of a list as bytes, two a part: a hundred numbers that nobody asks for one by one are written, stored and read as one
 * value. As an array each of them is parsed and checked by itself.
 */
export class PackedParts1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function pack_parts(parts smallint[]) returns bytea language sql immutable as $$
        select coalesce(string_agg(int2send(part), ''::bytea order by place), ''::bytea)
        from unnest(parts) with ordinality as given(part, place)
      $$`);
    await runner.query('alter table recommendation alter column parts type bytea using pack_parts(parts)');
    await runner.query('drop function pack_parts(smallint[])');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function unpack_parts(parts bytea) returns smallint[] language sql immutable as $$
        select array(
          select (get_byte(parts, 2 * place) * 256 + get_byte(parts, 2 * place + 1))::smallint
          from generate_series(0, length(parts) / 2 - 1) as place order by place
        )
      $$`);
    await runner.query(
      'alter table recommendation alter column parts type smallint[] using unpack_parts(parts)',
    );
    await runner.query('drop function unpack_parts(bytea)');
  }
}

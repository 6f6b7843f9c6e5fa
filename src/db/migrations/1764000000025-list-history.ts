import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The lists keep how a stay ended and the work behind it; a loss of ability ends the open stay, whoever writes it down.
 */
export class ListHistory1764000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table list_entry
        add column end_source text,
        add column place_code text collate "C",
        add column employer_name text,
        add column contract_months smallint check (contract_months > 0),
        add column contract_until date`);
    // 3 none, 4 lost: see LABOR_ABILITIES.
    await runner.query(`
      create function end_list_without_ability() returns trigger language plpgsql as $$
      begin
        update list_entry
        set valid_to = greatest((now() at time zone 'Asia/Shanghai')::date, valid_from),
          end_reason = 'ability_lost', end_source = 'laborer.labor_ability'
        where laborer_id = new.id and valid_to is null;
        return null;
      end $$`);
    await runner.query(`
      create trigger laborer_ability_lost after update of labor_ability on laborer for each row
        when (new.labor_ability >= 3 and new.labor_ability is distinct from old.labor_ability)
        execute function end_list_without_ability()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger laborer_ability_lost on laborer');
    await runner.query('drop function end_list_without_ability()');
    await runner.query(`
      alter table list_entry drop column end_source, drop column place_code, drop column employer_name,
        drop column contract_months, drop column contract_until`);
  }
}

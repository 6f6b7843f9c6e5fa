/** Today in Gansu. */
export const TODAY = `(now() at time zone 'Asia/Shanghai')::date`;

/**
 * SQL that is the reason why an opening `o` can be proposed to nobody today, and null where it can. The same conditions as the
 * rules OPENING_CLOSED, OPENING_FULL and EMPLOYER_SUSPENDED.
 */
export const OPENING_FAULT = `
  case
    when o.is_withdrawn then 'opening_withdrawn'
    when o.opens_on > ${TODAY} or o.closes_on < ${TODAY} then 'opening_closed'
    when o.filled >= o.headcount then 'opening_full'
    when exists (
      select from distress_case c
      where c.employer_id in (o.employer_id, o.worksite_employer_id) and c.level = 'stop' and c.closed_on is null
    ) or exists (
      select from stability_evidence e
      where e.employer_id in (o.employer_id, o.worksite_employer_id) and e.kind = 'wage_arrears'
        and e.dated <= ${TODAY} and (e.ended is null or ${TODAY} < e.ended)
    ) then 'employer_suspended'
  end`;

/** SQL that is the reason why a laborer `l` can be proposed nothing, and null where she can. */
export const LABORER_FAULT = `
  case
    when l.removed_on is not null then 'laborer_removed'
    when l.match_consent = false or l.contact_consent = false then 'consent_withdrawn'
    when exists (
      select from list_entry w where w.laborer_id = l.id and w.valid_to is null and w.kind = 'willing'
    ) then null
    when exists (
      select from list_entry w where w.laborer_id = l.id and w.valid_to is null and w.kind = 'employed'
    ) then 'laborer_placed'
    else 'laborer_unwilling'
  end`;

/** What is remembered of an opening `o` when a pair is told: three numbers that change when the facts do. */
export const MARKS = {
  wage: `told_mark(concat_ws('/', o.wage_low_cny_per_month, o.wage_high_cny_per_month, o.wage_words))`,
  place: `told_mark(coalesce(o.place_code, o.place_words))`,
  start: `told_mark(o.starts_on::text)`,
} as const;

/** SQL that is true where the county of a laborer `l` is held back in run `$1`: its brokers were told of its last good lists. */
export const IS_QUARANTINED = `exists (
  select from run_verdict v
  where v.run_id = $1 and v.county_code = l.county_code and v.verdict = 'quarantined')`;

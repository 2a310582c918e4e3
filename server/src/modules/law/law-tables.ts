import type { ColumnType } from 'kysely';

import type { Limit, Rank, RuleSetLayer } from './rule-set.ts';
import type { MissingNotice } from './working-day.ts';
import type { Day } from './zoned-day.ts';

/** A jsonb column: read as parsed, written as text. */
type Json<T> = ColumnType<T, string, string>;

/** The tables of the schema `law`, as its stores see them. */
export type LawTables = {
  'law.instrument': {
    id: string;
    rank: Rank;
    title: string;
    document_number: string | null;
    issuer: string;
    in_force_from: Day | null;
    repealed_on: Day | null;
    verified: 'full' | 'part' | 'memory';
    version: number;
    edited: boolean;
  };
  'law.article': {
    id: string;
    instrument_id: string;
    number: string;
    heading: string | null;
    text: string | null;
    extent: 'full' | 'excerpt' | 'heading';
    state: 'in-force' | 'amended' | 'repealed';
    changed_on: Day | null;
    version: number;
    edited: boolean;
  };
  'law.citation': { by_module: string; by_kind: string; by_id: string; article_id: string; cited_at: Date };
  'law.rule_set': { id: string; version: number; effective_from: Day; layer: Json<RuleSetLayer> };
  'law.calendar': { id: string; parent_id: string | null; name: string; region_prefix: string; zone: string; notice_title: string };
  'law.calendar_year': {
    calendar_id: string;
    year: number;
    notice_title: string;
    notice_number: string | null;
    notice_address: string | null;
    version: number;
    edited: boolean;
    loaded_at: Date;
  };
  'law.calendar_day': { calendar_id: string; on_day: Day; notice_year: number; workday: boolean; name: string };
  'law.clock': ClockRow;
  'law.clock_warning': { clock_id: string; leg: number; rung: 'half' | 'soon' | 'overdue'; given_at: Date };
};

type ClockRow = {
  id: string;
  case_kind: string;
  case_id: string;
  rule_key: string;
  rule_set_id: string;
  rule_set_version: number;
  frozen_limit: Json<Limit>;
  duty_org_id: string;
  region_code: string;
  calendar_id: string;
  zone: string;
  state: 'running' | 'stopped' | 'lapsed' | 'met' | 'cancelled';
  started_at: Date;
  leg: number;
  leg_start_on: Day;
  leg_working_days: number;
  due_on: Day;
  due_at: Date;
  provisional: Json<readonly MissingNotice[]>;
  stops: Json<readonly { stoppedAt: string; returnedAt: string | null }[]>;
  extension: Json<{ workingDays: number; grantedAt: string } | null> | null;
  left_working_days: number | null;
  ended_at: Date | null;
  late_working_days: number | null;
  last_event_at: Date;
};

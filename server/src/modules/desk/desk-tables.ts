import type { ColumnType } from 'kysely';

import type { Rung } from './todo.ts';

export type TitleParams = Readonly<Record<string, string | number | boolean | null>>;
type Json<T> = ColumnType<T, string, string>;

/** Columns that say for whom something waits. */
export type AddresseeColumns = {
  for_kind: 'person' | 'organisation' | 'division' | 'region';
  person_id: string | null;
  org_id: string | null;
  division_id: string | null;
  region_code: string | null;
  power: string | null;
  except_org_ids: readonly string[];
};

type About = {
  subject_module: string;
  subject_kind: string;
  subject_id: string;
  title_key: string;
  title_params: Json<TitleParams>;
  /** What the title names, kept by the database. */
  named: ColumnType<string, never, never>;
  link: string;
};

/** The tables of the schema `desk`, as its stores see them. */
export type DeskTables = {
  'desk.todo': AddresseeColumns &
    About & {
      id: string;
      key: string;
      due_at: Date | null;
      warning: Rung | null;
      held_by: string | null;
      opened_at: Date;
      closed_at: Date | null;
      closed_by: string | null;
    };
  'desk.notice': AddresseeColumns &
    About & {
      id: string;
      key: string;
      about_key: string | null;
      about_params: Json<TitleParams> | null;
      given_at: Date;
      mail_placed: boolean;
      copy: boolean;
    };
  'desk.begun_case': About & {
    id: string;
    started_by: string;
    org_id: string;
    power: string;
    state_key: string;
    due_at: Date | null;
    started_at: Date;
    moved_at: Date;
    ended_at: Date | null;
  };
  'desk.notice_read': { notice_id: string; person_id: string; read_at: Date };
};

-- Names of organisations and regions beside the Chinese one, which alone is signed (design.md §7; 91-7.1.1). Null: shown in Chinese.
ALTER TABLE identity.organisation
  ADD COLUMN name_ug text CHECK (name_ug <> ''),
  ADD COLUMN name_en text CHECK (name_en <> ''),
  -- Whether a reader of Uyghur has reviewed the Uyghur name; until then it is marked 未审校.
  ADD COLUMN name_ug_reviewed boolean NOT NULL DEFAULT false,
  ADD CHECK (name_ug IS NOT NULL OR NOT name_ug_reviewed);

ALTER TABLE identity.region
  ADD COLUMN name_ug text CHECK (name_ug <> ''),
  ADD COLUMN name_en text CHECK (name_en <> '');

-- A row of a department's own workbook that says otherwise than what is published opens a change of that version (809-17): the dry run says which,
-- and undoing the import gives the change up.
ALTER TABLE catalog.import_row ADD COLUMN opens_version text;

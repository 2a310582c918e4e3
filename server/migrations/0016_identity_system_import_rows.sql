-- Cells of an uploaded row are kept only while they are needed: of refused rows, until the import is applied or forgotten.
ALTER TABLE identity.system_import_row ALTER COLUMN raw DROP NOT NULL;
UPDATE identity.system_import_row SET raw = NULL
WHERE outcome <> 'error' OR import_id IN (SELECT id FROM identity.system_import WHERE state = 'applied');
ALTER TABLE identity.system_import_row ADD CHECK (raw IS NULL OR outcome = 'error');

-- The text of a revision as it was when it was last sent back, once by the department's own hands and once by the authority: whoever reviews it again
-- sees what changed since (91-3.2.1). It is kept while the revision is on its way.
CREATE TABLE catalog.returned_text (
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    by_authority boolean NOT NULL,
    stage text NOT NULL CHECK (stage IN ('in-review', 'awaiting-signature', 'at-authority', 'awaiting-denial-verification')),
    organisation_name text NOT NULL,
    opinion text NOT NULL,
    returned_at timestamptz NOT NULL,
    content jsonb NOT NULL,
    PRIMARY KEY (entry_id, revision_no, by_authority),
    FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no),
    CHECK (by_authority = (stage IN ('at-authority', 'awaiting-denial-verification')))
);

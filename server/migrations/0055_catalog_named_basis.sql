-- What rests on an instrument by name only: the job that follows the register of law looks these up by their names.
CREATE INDEX condition_named ON catalog.condition (basis_title, basis_doc_no, basis_article) WHERE basis_article_id IS NULL AND basis_title IS NOT NULL;
CREATE INDEX denial_basis_named ON catalog.denial_basis (title, doc_no, article) WHERE article_id IS NULL;
CREATE INDEX revision_collection_named ON catalog.revision ((fields #>> '{collection,basis,title}'))
  WHERE fields #>> '{collection,basis,title}' IS NOT NULL AND fields #>> '{collection,basis,articleId}' IS NULL;

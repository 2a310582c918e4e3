/** Case kind under which the clocks and to-dos of revision cases run. */
export const REVISION_CASE = 'catalog.revision-case';
/** The department's duty, and the authority's answer to a report that nothing changes. */
export const DEPARTMENT_RULE = 'catalog.update';
export const AUTHORITY_RULE = 'catalog.authority-review';

import { conformancePage, proofsOf, rowOf } from '../laws/conformance.ts';
import type { Row } from '../laws/conformance.ts';
import { readText } from '../laws/repository.ts';

const onlyUnproved = 'a test through HTTP that cites this clause.';

/** The conformance page with its last column brought up to what tests cite; what the product does and what is missing stay as written. */
export function conformanceTable(): string {
  return readText(conformancePage)
    .split('\n')
    .map((line) => {
      const row = rowOf(line);
      return row === undefined ? line : `| ${row.id} | ${row.product} | ${proofOf(row)} |`;
    })
    .join('\n');
}

/** `tests`; `tests. Missing: what`; `not yet: what`; or `no product row: why` as it stands. */
function proofOf({ id, proof }: Row): string {
  if (proof.startsWith('no product row: ')) return proof;
  const missing = /(?:not yet: |Missing: )(.+)$/u.exec(proof)?.[1] ?? '';
  const tests = proofsOf(id)
    .map((path) => `\`${path}\``)
    .join(', ');
  if (tests === '') return `not yet: ${missing || onlyUnproved}`;
  return missing === '' || missing === onlyUnproved ? tests : `${tests}. Missing: ${missing}`;
}

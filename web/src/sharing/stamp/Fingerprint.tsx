/** A key's fingerprint in groups of four, as people read it to each other over a telephone. */
export function Fingerprint({ of }: { of: string }) {
  return <bdi className="code small">{of.replaceAll(/(.{4})(?=.)/gu, '$1 ')}</bdi>;
}

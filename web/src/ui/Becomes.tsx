/** The arrow from an old value to a new one, along the line of reading. */
export function Becomes() {
  return (
    <span className="mirrored" style={{ marginInline: 6 }}>
      →
    </span>
  );
}

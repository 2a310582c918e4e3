/**
 * Memory in which questions are worked out. Each takes some and leaves all of it when it is answered: answering has no pause, so there is never a
 * second question in the room. Asking the system for it each time (a megabyte a question) had the whole index swept by the garbage collector.
 */
export type Room = { readonly bytes: Uint8Array[]; readonly numbers: Int32Array[]; bytesTaken: number; numbersTaken: number };

export function emptyRoom(): Room {
  return { bytes: [], numbers: [], bytesTaken: 0, numbersTaken: 0 };
}

/** Gives everything back that was taken. */
export function leave(room: Room): void {
  room.bytesTaken = 0;
  room.numbersTaken = 0;
}

/** So many bytes, all 0. */
export function takeBytes(room: Room, length: number): Uint8Array {
  const at = room.bytesTaken;
  room.bytesTaken += 1;
  const known = room.bytes[at];
  if (known !== undefined && known.length >= length) return known.subarray(0, length).fill(0);
  const larger = new Uint8Array(withGrowth(length));
  room.bytes[at] = larger;
  return larger.subarray(0, length);
}

/** So many numbers, of any value. */
export function takeNumbers(room: Room, length: number): Int32Array {
  const at = room.numbersTaken;
  room.numbersTaken += 1;
  const known = room.numbers[at];
  if (known !== undefined && known.length >= length) return known.subarray(0, length);
  const larger = new Int32Array(withGrowth(length));
  room.numbers[at] = larger;
  return larger.subarray(0, length);
}

/** Entries come one by one: an eighth more, so that each does not ask for a room of its own. */
function withGrowth(length: number): number {
  return length + Math.ceil(length / 8);
}

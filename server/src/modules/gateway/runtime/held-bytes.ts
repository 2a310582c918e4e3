/** Smallest buffer that is reserved. */
const reservedBytesMin = 1024;
const noBytes = Buffer.alloc(0);

/**
 * Output that waits. Pieces are copied into one buffer that grows twofold, for a piece is a small part of a larger buffer: kept as they
 * come, many small ones would hold a thousand times what they hold.
 */
export class HeldBytes {
  #bytes = noBytes;
  #end = 0;
  #newestAt = 0;

  get length(): number {
    return this.#end;
  }

  /** Memory that is reserved, in bytes: never more than twice the length, or one smallest buffer. */
  get reserved(): number {
    return this.#bytes.length;
  }

  /** Takes a copy of a piece; an empty one changes nothing. */
  add(piece: Uint8Array): void {
    if (piece.length === 0) return;
    const end = this.#end + piece.length;
    if (end > this.#bytes.length) this.#grow(end);
    this.#bytes.set(piece, this.#end);
    this.#newestAt = this.#end;
    this.#end = end;
  }

  /** Hands over everything; the buffer is the taker's. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#end);
    this.#begin();
    return taken;
  }

  /** Hands over everything but the piece that was added last. */
  takeButNewest(): Buffer {
    const taken = this.#bytes.subarray(0, this.#newestAt);
    const newest = this.#bytes.subarray(this.#newestAt, this.#end);
    this.#begin();
    this.add(newest);
    return taken;
  }

  #begin(): void {
    this.#bytes = noBytes;
    this.#end = 0;
    this.#newestAt = 0;
  }

  #grow(end: number): void {
    const larger = Buffer.allocUnsafe(Math.max(reservedBytesMin, this.#bytes.length * 2, end));
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = larger;
  }
}

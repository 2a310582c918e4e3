const noBytes = Buffer.alloc(0);
/** Shortest copy that is handed to the engine; below it a plain loop is faster. */
const bulkBytesMin = 48;

/** Collects output bytes in a buffer that grows; `take` hands them over and begins a new one. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #end = 0;

  get length(): number {
    return this.#end;
  }

  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.allocUnsafe(1024);
    this.#end = 0;
    return taken;
  }

  /** Hands over the first `count` bytes and goes on with the rest. */
  takeFirst(count: number): Buffer {
    if (count === 0) return noBytes;
    const rest = this.#bytes.subarray(count, this.#end);
    const taken = this.take().subarray(0, count);
    this.put(rest);
    return taken;
  }

  /** Forgets what was put after the first `count` bytes. */
  cutBack(count: number): void {
    this.#end = count;
  }

  putByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#end++] = byte;
  }

  put(bytes: Uint8Array): void {
    this.copy(bytes, 0, bytes.length);
  }

  putText(text: string): void {
    this.#reserve(text.length * 3);
    this.#end += this.#bytes.write(text, this.#end, 'utf8');
  }

  copy(source: Uint8Array, from: number, end: number): void {
    this.#reserve(end - from);
    if (end - from > bulkBytesMin) this.#bytes.set(source.subarray(from, end), this.#end);
    else this.#copyShort(source, from, end);
    this.#end += end - from;
  }

  #copyShort(source: Uint8Array, from: number, end: number): void {
    const bytes = this.#bytes;
    let to = this.#end;
    for (let at = from; at < end; at++) bytes[to++] = source[at] ?? 0;
  }

  #reserve(count: number): void {
    if (this.#end + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + count));
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = larger;
  }
}

/** The same bytes as a Buffer, not copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

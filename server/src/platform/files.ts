import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Where uploaded bytes rest. A reference is the SHA-256 of the bytes, so a file cannot change under its reference. */
export type Files = {
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, or undefined where the reference is unknown. */
  get(reference: string): Promise<Buffer | undefined>;
  /** Takes the bytes away for good; an unknown reference is none. Whoever shares a reference answers for it: {@link Files.put} may have given it twice. */
  remove(reference: string): Promise<void>;
};

/** Keeps files in a folder, two levels deep; a write is on disk (fsync) before its reference is given out. */
export function folderFiles(folder: string): Files {
  const placeOf = (reference: string) => path.join(folder, reference.slice(0, 2), reference);
  return {
    put: async (bytes) => {
      const reference = createHash('sha256').update(bytes).digest('hex');
      const place = placeOf(reference);
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      const draft = `${place}.${process.pid}.part`;
      try {
        const file = await open(draft, 'w', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, place);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      return reference;
    },
    get: async (reference) => {
      if (!/^[0-9a-f]{64}$/.test(reference)) return undefined;
      try {
        return await readFile(placeOf(reference));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    remove: async (reference) => {
      if (/^[0-9a-f]{64}$/.test(reference)) await rm(placeOf(reference), { force: true });
    },
  };
}

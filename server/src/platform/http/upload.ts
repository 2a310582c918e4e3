import { refuse, type Refusal } from '@karez/kit/refusal';
import type { FastifyRequest } from 'fastify';
import type { UploadedFile } from './serve.ts';

/** Largest uploaded file, in bytes. */
export const UPLOAD_BYTES_MAX = 64 * 1024 * 1024;
const FILES_MAX = 5;
const FIELD_BYTES_MAX = 64 * 1024;

export type Upload = { readonly fields: Record<string, string>; readonly files: readonly UploadedFile[] };

/** Reads a multipart body within the limits; a refusal names the limit that was passed. */
export async function readUpload(request: FastifyRequest): Promise<Upload | Refusal> {
  if (!request.isMultipart()) return refuse('request.unsupported-type', { expected: 'multipart/form-data' });
  try {
    return await readParts(request);
  } catch (error) {
    return refusalFor(error);
  }
}

async function readParts(request: FastifyRequest): Promise<Upload> {
  const fields: Record<string, string> = {};
  const files: UploadedFile[] = [];
  const limits = { fileSize: UPLOAD_BYTES_MAX, files: FILES_MAX, fieldSize: FIELD_BYTES_MAX, fields: 30 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer();
      files.push({ field: part.fieldname, fileName: fileNameOf(part.filename), contentType: part.mimetype, bytes });
    } else if (typeof part.value === 'string') {
      fields[part.fieldname] = part.value;
    }
  }
  return { fields, files };
}

/** A name that can be kept and sent again: no control character (a percent-encoded name may hold any), no half character. */
function fileNameOf(given: string): string {
  return given
    .replace(/\p{Cc}/gu, '')
    .slice(0, 255)
    .replace(/\p{Surrogate}/gu, '');
}

/** What the multipart reader said no to; anything that it did not say itself is a fault and goes on. */
function refusalFor(error: unknown): Refusal {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  if ('statusCode' in error && error.statusCode === 413) return refuse('request.too-large', { bytesMax: UPLOAD_BYTES_MAX });
  return refuse('request.body-unreadable', { rule: String(error.code) });
}

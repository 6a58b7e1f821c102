/** Owns delivery as windows see it: a file is written whole into the library, then fetched by its address. */
import { join } from 'node:path';
import { StudioError } from '../../../shared/errors.ts';
import type { ExportRequest, ExportResult } from '../../../shared/export.ts';
import { receiptSchema } from '../../../shared/generation.ts';
import { newId } from '../../../shared/ids.ts';
import { getAsset } from '../assets/asset-store.ts';
import { writeDurably } from '../assets/blob-store.ts';
import type { StudioContext } from '../context.ts';
import type { MediaSource } from '../http/media.ts';
import type { Procedures } from '../http/rpc.ts';
import { findReceipt } from '../jobs/candidate-store.ts';
import { findExport, insertExport } from './export-store.ts';
import { exportPicture } from './exporters.ts';
import { safeFileName } from './safe-file-name.ts';

export function exportProcedures(context: StudioContext): Pick<Procedures, 'exports.create'> {
  return { 'exports.create': (request) => createExport(context, request) };
}

async function createExport(context: StudioContext, request: ExportRequest): Promise<ExportResult> {
  const asset = getAsset(context.db, request.assetId);
  const receipt = receiptSchema.safeParse(findReceipt(context.db, asset.id));
  const file = await exportPicture(
    await context.blobs.read(asset.hash),
    request,
    receipt.success ? receipt.data : null,
  );
  const id = newId('export', context.clock.now());
  const wanted = (request.fileName ?? asset.name).replace(/\.(png|jpe?g|webp|avif|tiff?|gif)$/i, '');
  const fileName = safeFileName(wanted, file.extension);
  await writeDurably(pathOf(context, id), file.bytes);
  insertExport(context.db, {
    id,
    assetId: asset.id,
    fileName,
    mime: file.mime,
    sizeBytes: file.bytes.byteLength,
    createdAtMs: context.clock.now(),
  });
  return {
    id,
    fileName,
    url: `exports/${id}/${encodeURIComponent(fileName)}`,
    sizeBytes: file.bytes.byteLength,
    widthPx: file.widthPx,
    heightPx: file.heightPx,
    dpi: request.dpi,
    mime: file.mime,
  };
}

function pathOf(context: StudioContext, id: string): string {
  return join(context.libraryPath, 'exports', id);
}

export function createExportSource(context: StudioContext): MediaSource['exported'] {
  return async (id) => {
    const row = findExport(context.db, id);
    if (!row) throw new StudioError('not-found', 'That export is gone. Export the picture again.');
    return { path: pathOf(context, row.id), mime: row.mime, sizeBytes: row.size_bytes, fileName: row.file_name };
  };
}

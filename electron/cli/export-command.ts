/** Owns `maquette export`: a picture becomes a file at its full size. */
import { extname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import { EXPORT_FORMATS, type ExportFormat, type ExportResult } from '../../shared/export.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { Studio } from '../studio/studio.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { findPicture } from './find-picture.ts';
import { bytesText } from './job-answer.ts';
import { isExistingFolder, writeWhole } from './local-files.ts';
import { parseWhole } from './request-options.ts';
import type { Answer } from './terminal.ts';

interface ExportVerbOptions {
  readonly out: string;
  readonly format?: ExportFormat;
  readonly dpi: number;
  readonly quality: number;
  readonly matte: string;
  readonly strip?: boolean;
  readonly force?: boolean;
}

export function addExportVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('export')
    .description('write a picture to a file, at its full size')
    .argument('<id>', 'an id of "maquette history", whole, its beginning or its last characters')
    .requiredOption('--out <file>', 'the file, or a folder to put it into')
    .addOption(
      new Option('--format <name>', 'the ending of --out decides when left out, else PNG').choices(EXPORT_FORMATS),
    )
    .option('--dpi <n>', 'resolution tag; the pixels stay as they are', parseWhole, 300)
    .option('--quality <n>', '1 to 100, for JPEG, WebP and AVIF', parseWhole, 92)
    .option('--matte <#rrggbb>', 'behind transparent pixels in JPEG', '#ffffff')
    .option('--strip', 'write no prompt, model or provenance into the file')
    .option('--force', 'replace a file that exists')
    .action((id: string, options: ExportVerbOptions) => run(command, (session) => exportOne(session, id, options)));
}

async function exportOne({ studio }: Session, id: string, options: ExportVerbOptions): Promise<Answer> {
  const isFolder = await isExistingFolder(options.out);
  const format = options.format ?? (isFolder ? 'png' : formatOf(options.out));
  const { asset } = await findPicture(studio, id);
  const { dpi, quality, matte } = options;
  const metadata = options.strip ? 'none' : 'recipe';
  const wish = { assetId: asset.id, format, dpi, quality, matte, metadata } as const;
  const { result, bytes } = await exportBytes(studio, { ...wish, fileName: null });
  const file = isFolder ? join(options.out, result.fileName) : options.out;
  await writeWhole(file, bytes, { force: options.force ?? false });
  const { mime, widthPx, heightPx, sizeBytes } = result;
  return {
    value: { file, assetId: asset.id, format, mime, widthPx, heightPx, dpi, sizeBytes },
    lines: [`${file}  ${widthPx}×${heightPx}  ${dpi} dpi  ${bytesText(sizeBytes)}`],
  };
}

/** The file that the studio has made and checked. */
export async function exportBytes(
  studio: Studio,
  wish: Parameters<typeof studio.call<'exports.create'>>[1] & { readonly assetId: AssetId },
): Promise<{ result: ExportResult; bytes: Uint8Array }> {
  const result = await studio.call('exports.create', wish);
  const answer = await studio.fetch(new Request(new URL(result.url, 'http://studio.invalid/')));
  if (!answer.ok) throw new StudioError('internal', 'The exported file could not be read back. Export it again.');
  return { result, bytes: await answer.bytes() };
}

function formatOf(path: string): ExportFormat {
  const ending = extname(path).slice(1).toLowerCase();
  if (ending === '') return 'png';
  const format = EXPORT_FORMATS.find((one) => one === ending || (one === 'jpeg' && ending === 'jpg'));
  if (format) return format;
  throw new StudioError(
    'unsupported',
    `".${ending}" is not a format Maquette writes. End --out in .png, .jpg, .webp or .avif, or say --format.`,
  );
}

/** Owns `maquette import`: pictures of this computer come into the library; the files are not touched. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Asset } from '../../shared/asset.ts';
import type { Studio } from '../studio/studio.ts';
import { boardNamed, placeInRow } from './board-placement.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { shortId } from './find-picture.ts';
import { bytesText } from './job-answer.ts';
import { readPictureFile } from './local-files.ts';
import { type Answer, table } from './terminal.ts';

interface ImportOptions {
  readonly board?: string;
}

export function addImportVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('import')
    .description('bring pictures into the library')
    .argument('<files...>', 'PNG, JPEG, WebP, AVIF, TIFF or GIF')
    .option('--board <name>', 'also place them on this board; made when there is none')
    .action((files: readonly string[], options: ImportOptions) =>
      run(command, (session) => importFiles(session, files, options)),
    );
}

/** The first bad file ends it; what came in before stays, and the same bytes twice are one picture. */
async function importFiles(
  { studio, terminal }: Session,
  files: readonly string[],
  options: ImportOptions,
): Promise<Answer> {
  const assets: Asset[] = [];
  for (const file of files) {
    terminal.progress(`${assets.length + 1} of ${files.length}: ${file}`);
    assets.push(await studio.importPicture(await readPictureFile(file), basename(file)));
  }
  if (options.board !== undefined) await placeOnBoard(studio, options.board, assets);
  const pictures = assets.map(({ id, name, mime, widthPx, heightPx, sizeBytes }) => ({
    assetId: id,
    name,
    mime,
    widthPx,
    heightPx,
    sizeBytes,
  }));
  const rows = pictures.map((picture) => [
    shortId(picture.assetId),
    `${picture.widthPx}×${picture.heightPx}`,
    bytesText(picture.sizeBytes),
    picture.name,
  ]);
  return { value: { pictures }, lines: table(rows) };
}

async function placeOnBoard(studio: Studio, name: string, assets: readonly Asset[]): Promise<void> {
  const boardId = await boardNamed(studio, name);
  const { places } = await placeInRow(studio, boardId, assets);
  const { items } = await studio.call('boards.get', { id: boardId });
  const top = Math.max(0, ...items.map((item) => item.z));
  const upsert = assets.flatMap((asset, index) => {
    const place = places[index];
    if (!place) return [];
    const { itemId, ...box } = place;
    return [
      {
        ...box,
        id: itemId,
        kind: 'image' as const,
        z: top + 1 + index,
        isLocked: false,
        assetId: asset.id,
        jobId: null,
        slot: 0,
      },
    ];
  });
  await studio.call('boards.change', { boardId, upsert, remove: [] });
}

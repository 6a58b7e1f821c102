/** Owns what edit and extend take alike, and the request that both become. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { BoardId } from '../../shared/ids.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { boardNamed, DEFAULT_BOARD } from './board-placement.ts';
import type { Session } from './command-session.ts';
import { findPicture } from './find-picture.ts';
import { isExistingFile, readPictureFile } from './local-files.ts';
import { readReferences } from './named-pictures.ts';
import type { ConsentOptions } from './paid-consent.ts';
import { addConsentOptions, collect, parseWhole, readPrompt } from './request-options.ts';

export interface EditOptions extends ConsentOptions {
  readonly prompt?: string;
  readonly model?: string;
  readonly seed?: number;
  readonly quality?: string;
  readonly reference: readonly string[];
  readonly style: readonly string[];
  readonly board?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly again?: boolean;
}

const LOCAL_FILL = 'sketch:local-fill';

export function addEditOptions(command: Command): Command {
  command
    .option('--model <id>', `a model id of "maquette models", or auto; without a prompt ${LOCAL_FILL}, offline`)
    .option('--seed <n>', 'the same seed draws the same picture, where the model has seeds', parseWhole)
    .option('--quality <name>', "the model's quality name; its own for edits when left out")
    .option('--ref, --reference <file|id>', 'a picture to follow; repeat for several, sent in this order', collect, [])
    .option('--style <file|id>', 'a picture whose style to follow; repeat for several', collect, [])
    .option('--board <name>', 'the board to place the result on; made when there is none')
    .option('--out <file>', 'also write it into this file, without loss: .png, or .tif for CMYK pictures')
    .option('--force', 'replace a file that exists')
    .option('--again', 'do it even when the very same was done before; without, that result is taken, free');
  return addConsentOptions(command);
}

/** A file is brought into the library, everything else is an id: whole, its beginning or its last characters. */
export async function namedImage({ studio }: Session, text: string): Promise<AssetDetail> {
  const isId = /^[a-z0-9_]+$/i.test(text) && !(await isExistingFile(text));
  if (isId) return findPicture(studio, text);
  const { id } = await studio.importPicture(await readPictureFile(text), basename(text));
  return studio.call('assets.get', { id });
}

/** Without source, mask and count. `wordless`: said where no prompt is needed, so that the history can name it. */
export async function editRequest(
  session: Session,
  options: EditOptions,
  wordless: string,
): Promise<Omit<GenerationRequest, 'sourceAssetId' | 'maskAssetId' | 'count'>> {
  const typed = options.prompt === undefined ? null : await readPrompt(options.prompt);
  return {
    operation: 'edit',
    role: 'edit',
    modelId: options.model ?? (typed === null ? LOCAL_FILL : 'auto'),
    prompt: typed ?? wordless,
    // The crop around the mask decides both.
    aspect: '1:1',
    tier: '1K',
    seed: options.seed ?? null,
    quality: options.quality ?? null,
    background: 'auto',
    references: [
      ...(await readReferences(session, options.reference, 'object')),
      ...(await readReferences(session, options.style, 'style')),
    ],
  };
}

/** Beside the picture it was made from, unless a board is named. */
export async function editBoard({ studio }: Session, options: EditOptions, { job }: AssetDetail): Promise<BoardId> {
  if (job && options.board === undefined) return job.boardId;
  return boardNamed(studio, options.board ?? DEFAULT_BOARD);
}

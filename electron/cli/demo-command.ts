/** Owns `maquette demo`: the whole loop offline on Sketch into a folder, with receipts, sizes, times and costs. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { boardNamed } from './board-placement.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { exportBytes } from './export-command.ts';
import { bytesText, costText, durationText, extensionOf } from './job-answer.ts';
import { isExistingFolder, makeFolder, writeWhole } from './local-files.ts';
import { promotion } from './promote-command.ts';
import { type Answer, table } from './terminal.ts';
import { runJobToEnd } from './watch-job.ts';

const PROMPT = 'Foggy harbour at dawn, fishing boats, a lighthouse, warm light';
const SEED = 7;

interface DemoOptions {
  readonly out: string;
  readonly force?: boolean;
}

interface DemoFile {
  readonly kind: 'draft' | 'final' | 'export';
  readonly file: string;
  readonly receipt: string | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly sizeBytes: number;
  readonly elapsedMs: number;
  readonly costMicros: number | null;
}

export function addDemoVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('demo')
    .description('run the whole loop offline into a folder: 4 drafts, a 4K final, an export, receipts')
    .requiredOption('--out <dir>', 'an empty or new folder; its library goes into DIR/library')
    .option('--force', 'use a folder that holds something, and replace files of an earlier demo')
    .action(async (options: DemoOptions) => {
      // No variables of this process: with no key in reach, nothing can be sent or paid.
      const place = {
        libraryPath: join(options.out, 'library'),
        environment: {},
        prepare: () => requireFreeFolder(options),
      };
      await run(command, (session) => demo(session, options), place);
    });
}

async function demo(session: Session, options: DemoOptions): Promise<Answer> {
  await makeFolder(join(options.out, 'receipts'));
  const startedMs = performance.now();
  const drafts = await makeDrafts(session);
  const files: DemoFile[] = [];
  for (const [index, draft] of drafts.entries()) {
    files.push(await savePicture(session, draft, { kind: 'draft', stem: `draft-${index + 1}`, options }));
  }
  const [keeper] = drafts;
  if (!keeper) throw new StudioError('internal', 'Sketch drew nothing.');
  const final = await promoteKeeper(session, keeper);
  files.push(await savePicture(session, final, { kind: 'final', stem: 'final-4k', options }));
  files.push(await exportFinal(session, final, options));
  return demoAnswer(files, performance.now() - startedMs);
}

async function requireFreeFolder({ out, force }: DemoOptions): Promise<void> {
  if (force || !(await isExistingFolder(out)) || (await readdir(out)).length === 0) return;
  throw new StudioError('file-exists', `${out} is not empty. Choose a new folder, or add --force.`);
}

async function makeDrafts(session: Session): Promise<readonly AssetDetail[]> {
  session.terminal.note(`Drafting: ${PROMPT}`);
  const { job } = await runJobToEnd(session, {
    request: await draftRequest(session),
    consent: {},
    again: true,
    chooseBoard: () => boardNamed(session.studio, 'Demo'),
  });
  return Promise.all(job.candidates.map(({ assetId }) => session.studio.call('assets.get', { id: assetId })));
}

async function draftRequest({ studio }: Session): Promise<GenerationRequest> {
  const models = await studio.call('models.list', {});
  const sketch = models.find((model) => model.providerId === 'sketch' && model.roles.includes('draft'));
  if (!sketch) throw new StudioError('unknown-model', 'The built-in engine is missing from this Maquette.');
  return {
    operation: 'generate',
    role: 'draft',
    modelId: sketch.id,
    prompt: PROMPT,
    aspect: '3:2',
    tier: '1K',
    count: 4,
    seed: SEED,
    quality: null,
    background: 'auto',
    references: [],
    sourceAssetId: null,
    maskAssetId: null,
  };
}

async function promoteKeeper(session: Session, keeper: AssetDetail): Promise<AssetDetail> {
  const { studio, terminal } = session;
  terminal.note('Keeping the first, promoting it to 4K.');
  if (keeper.candidate) await studio.call('candidates.judge', { id: keeper.candidate.id, verdict: 'kept' });
  const wish = { modelId: keeper.job?.modelId ?? 'auto', tier: '4K', quality: null, prompt: null } as const;
  const { job } = await runJobToEnd(session, {
    request: promotion(keeper, wish),
    consent: {},
    again: true,
    chooseBoard: () => boardNamed(studio, 'Demo'),
  });
  const [final] = job.candidates;
  if (!final) throw new StudioError('internal', 'Sketch drew no final.');
  return studio.call('assets.get', { id: final.assetId });
}

interface SaveWish {
  readonly kind: 'draft' | 'final';
  readonly stem: string;
  readonly options: DemoOptions;
}

async function savePicture({ studio }: Session, detail: AssetDetail, wish: SaveWish): Promise<DemoFile> {
  const { asset, candidate, receipt } = detail;
  const { out, force = false } = wish.options;
  const file = join(out, `${wish.stem}.${extensionOf(asset.mime)}`);
  const receiptFile = join(out, 'receipts', `${wish.stem}.json`);
  await writeWhole(file, await studio.readBlob(asset.hash), { force });
  await writeWhole(receiptFile, Buffer.from(canonicalJson(receipt)), { force });
  return {
    kind: wish.kind,
    file,
    receipt: receiptFile,
    widthPx: asset.widthPx,
    heightPx: asset.heightPx,
    sizeBytes: asset.sizeBytes,
    elapsedMs: candidate?.elapsedMs ?? 0,
    costMicros: candidate?.costMicros ?? null,
  };
}

async function exportFinal({ studio, terminal }: Session, final: AssetDetail, options: DemoOptions): Promise<DemoFile> {
  terminal.note('Exporting it as JPEG at 300 dpi.');
  const startedMs = performance.now();
  const assetId: AssetId = final.asset.id;
  const wish = { format: 'jpeg', quality: 92, dpi: 300, matte: '#ffffff', metadata: 'recipe' } as const;
  const { result, bytes } = await exportBytes(studio, { assetId, ...wish, fileName: 'export-300dpi' });
  const file = join(options.out, result.fileName);
  await writeWhole(file, bytes, { force: options.force ?? false });
  const { widthPx, heightPx, sizeBytes } = result;
  const elapsedMs = Math.round(performance.now() - startedMs);
  return { kind: 'export', file, receipt: null, widthPx, heightPx, sizeBytes, elapsedMs, costMicros: 0 };
}

function demoAnswer(files: readonly DemoFile[], totalMs: number): Answer {
  const costs = files.map((file) => file.costMicros);
  const costMicros = costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  const rows = files.map((file) => [
    file.file,
    `${file.widthPx}×${file.heightPx}`,
    bytesText(file.sizeBytes),
    durationText(file.elapsedMs),
    costText(file.costMicros),
    file.receipt ?? 'the recipe is inside the file',
  ]);
  return {
    value: { files, elapsedMs: Math.round(totalMs), costMicros },
    lines: [
      ...table(rows),
      `The whole loop took ${durationText(totalMs)} and cost ${costText(costMicros)}. Sketch: offline, no AI.`,
    ],
  };
}

/** Owns the same composite done with the `vips` command line: blended through the mask, written, read again, compared. */
import { execFile } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface VipsComposite {
  readonly version: string;
  readonly samplesMs: readonly number[];
  /** Of the PNG. */
  readonly sizeBytes: number;
}

export interface CompositeParts {
  readonly edgePx: number;
  /** Three channels of 8 bits each, at the full edge. */
  readonly source: Uint8Array;
  readonly overlay: Uint8Array;
  /** One channel. */
  readonly mask: Uint8Array;
}

/**
 * null where `vips` is not installed. Source, overlay, mask and its outside are decoded beforehand and mapped into memory;
 * timed are the blend into a PNG at its fastest level, and three commands that decode it and count differences outside.
 */
export async function compositeWithVips(
  parts: CompositeParts,
  { folder, rounds }: { folder: string; rounds: number },
): Promise<VipsComposite | null> {
  const version = await run('vips', ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
  if (version === null) return null;
  const vips = async (...words: string[]) => (await run('vips', words, { cwd: folder })).stdout.trim();
  for (const [name, bytes] of [
    ['source', parts.source],
    ['overlay', parts.overlay],
    ['mask', parts.mask],
  ] as const) {
    await writeFile(join(folder, `${name}.raw`), bytes);
    const edge = String(parts.edgePx);
    await vips('rawload', `${name}.raw`, `${name}.v`, edge, edge, name === 'mask' ? '1' : '3');
  }
  await vips('relational_const', 'mask.v', 'outside.v', 'equal', '0');
  const samplesMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await vips('ifthenelse', 'mask.v', 'overlay.v', 'source.v', 'edited.png[compression=1,filter=up]', '--blend');
    await vips('relational', 'edited.png', 'source.v', 'differs.v', 'noteq');
    await vips('boolean', 'differs.v', 'outside.v', 'wrong.v', 'and');
    const wrong = Number(await vips('max', 'wrong.v'));
    samplesMs.push(performance.now() - started);
    if (wrong !== 0) throw new Error('vips changed a sample outside the mask');
  }
  return { version, samplesMs, sizeBytes: (await stat(join(folder, 'edited.png'))).size };
}

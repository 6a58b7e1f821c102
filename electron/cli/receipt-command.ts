/** Owns `maquette receipt`: how a picture came to be, as canonical JSON, and whether that still builds the same request. */
import type { Command } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { EXIT } from './exit-codes.ts';
import { findPicture } from './find-picture.ts';
import { writeWhole } from './local-files.ts';
import type { Answer } from './terminal.ts';

interface ReceiptOptions {
  readonly verify?: boolean;
  readonly out?: string;
  readonly force?: boolean;
}

export function addReceiptVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('receipt')
    .description('the receipt of a picture: model, prompt, parameters, hashes, usage, cost; never a key')
    .argument('<id>', 'an id of "maquette history", whole, its beginning or its last characters')
    .option('--verify', 'build the request again and compare it with what was sent; exit code 1 when it differs')
    .option('--out <file>', 'also write it, byte for byte, into this file')
    .option('--force', 'replace a file that exists')
    .action((id: string, options: ReceiptOptions) => run(command, (session) => showReceipt(session, id, options)));
}

async function showReceipt({ studio, terminal }: Session, id: string, options: ReceiptOptions): Promise<Answer> {
  const { asset, receipt } = await findPicture(studio, id);
  if (receipt === null) throw new StudioError('not-found', 'This picture has no receipt: it was not made here.');
  const text = canonicalJson(receipt);
  const file = options.out ?? null;
  if (file !== null) await writeWhole(file, Buffer.from(text), { force: options.force ?? false });
  const verification = options.verify ? await studio.call('receipts.verify', { assetId: asset.id }) : null;
  if (verification) terminal.note(verification.message);
  return {
    value: { assetId: asset.id, receipt: JSON.parse(text), verification, file },
    lines: [printable(text)],
    exitCode: verification && !verification.isIdentical ? EXIT.failed : EXIT.done,
  };
}

/** The same JSON, with what a terminal could take for a command written as an escape. */
function printable(text: string): string {
  return text.replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

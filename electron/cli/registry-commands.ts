/** Owns changing the registry from the command line: add, switch on and off, roll back. The shipped data stays beneath. */
import type { Command } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { EXIT } from './exit-codes.ts';
import { findModel } from './find-model.ts';
import { readTextFile } from './local-files.ts';
import type { Answer } from './terminal.ts';

export function addRegistryVerbs(models: Command, run: VerbRunner): void {
  const add = models
    .command('add')
    .description('add or change models from a JSON entry or a list of them')
    .argument('<file>', 'the JSON file; - reads stdin. "maquette models show ID --json" shows the shape')
    .action((file: string) => run(add, (session) => addEntries(session, file)));
  for (const [verb, isEnabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    const command = models
      .command(verb)
      .description(isEnabled ? 'let a model be used again' : 'let a model not be used, neither by name nor by Auto')
      .argument('<id>', 'a model id')
      .action((id: string) => run(command, (session) => switchModel(session, id, isEnabled)));
  }
  const reset = models
    .command('reset')
    .description('back to the shipped data; models of your own go away')
    .argument('[id]', 'only this model; all of them when left out')
    .option('--yes', 'reset all without asking')
    .action((id: string | undefined, options: { yes?: boolean }) =>
      run(reset, (session) => resetModels(session, id ?? null, options.yes ?? false)),
    );
}

/** Good entries are saved though others are bad; each bad one is told with its field. */
async function addEntries({ studio, terminal }: Session, file: string): Promise<Answer> {
  const { saved, problems } = await studio.call('models.import', { text: await readTextFile(file) });
  const told = problems.map((one) => `${one.entry}: ${one.field}: ${one.message}`);
  if (saved.length === 0) {
    throw new StudioError('bad-request', `Nothing was added. ${told.join('; ') || 'The list is empty.'}`);
  }
  for (const line of told) terminal.note(`Not added: ${line}`);
  const exitCode = problems.length > 0 ? EXIT.failed : EXIT.done;
  return { value: { saved, problems }, lines: saved.map((id) => `Added ${id}`), exitCode };
}

async function switchModel({ studio }: Session, typed: string, isEnabled: boolean): Promise<Answer> {
  const { id } = await findModel(studio, typed);
  const model = await studio.call('models.setEnabled', { id, isEnabled });
  return { value: { model }, lines: [`${model.label}: ${model.availability}`] };
}

async function resetModels(session: Session, typed: string | null, yes: boolean): Promise<Answer> {
  const { studio } = session;
  if (typed === null && !yes) await requireYes(session);
  const id = typed === null ? null : (await findModel(studio, typed)).id;
  const models = await studio.call('models.reset', { id });
  const what = id === null ? 'The registry is' : `${id} is`;
  return { value: { reset: id, models }, lines: [`${what} back to the shipped data.`] };
}

async function requireYes({ terminal, signal }: Session): Promise<void> {
  if (!terminal.canAsk) {
    throw new StudioError('bad-request', 'This takes back every change of the registry. Name a model, or add --yes.');
  }
  const typed = await terminal.ask('Take back every change of the registry? [y/N] ', signal);
  if (!/^y(es)?$/i.test(typed?.trim() ?? '')) throw new StudioError('cancelled', 'Nothing was changed.');
}

/** Owns `maquette vote`: which picture of a dual run won, looked up, said or taken back. */
import { type Command, Option } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import type { Candidate } from '../../shared/generation.ts';
import type { DualRun } from '../../shared/views.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { shortId } from './find-picture.ts';
import { costText, durationText } from './job-answer.ts';
import { type Answer, table } from './terminal.ts';

const MIN_TYPED = 4;

export function addVoteVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('vote')
    .description('say which picture of a dual run is the best; routing learns from it')
    .argument('<group>', 'the id that "maquette draft --models" printed')
    .argument('[picture]', 'the winner: a picture or candidate id, or its last characters; left out: only look')
    .addOption(new Option('--none', 'take the vote back'))
    .action((groupId: string, picture: string | undefined, { none = false }: { none?: boolean }) =>
      run(command, (session) => vote(session, { groupId, picture: picture ?? null, none })),
    );
}

interface Vote {
  readonly groupId: string;
  readonly picture: string | null;
  readonly none: boolean;
}

async function vote({ studio }: Session, { groupId, picture, none }: Vote): Promise<Answer> {
  const before = await studio.call('duals.get', { groupId });
  if (none) return dualVotes(await studio.call('duals.vote', { groupId, candidateId: null }));
  if (picture === null) return dualVotes(before);
  const { id } = meantBy(before, picture.toLowerCase());
  return dualVotes(await studio.call('duals.vote', { groupId, candidateId: id }));
}

function meantBy({ jobs }: DualRun, typed: string): Candidate {
  const bare = typed.replace(/^(asset|candidate)_/, '');
  const isMeant = (id: string) => id === typed || id.endsWith(bare);
  const found = jobs
    .flatMap((job) => job.candidates)
    .filter((one) => bare.length >= MIN_TYPED && (isMeant(one.id) || isMeant(one.assetId)));
  const [only, second] = found;
  if (only && !second) return only;
  const what = second ? 'means several pictures' : 'is no picture';
  throw new StudioError('bad-request', `"${typed}" ${what} of this comparison. "maquette vote GROUP" lists them.`);
}

function dualVotes({ groupId, jobs, winner }: DualRun): Answer {
  const candidates = jobs.flatMap((job) =>
    job.candidates.map(({ id, assetId, verdict, costMicros, elapsedMs }) => ({
      candidateId: id,
      assetId,
      modelId: job.modelId,
      modelLabel: job.modelLabel,
      verdict,
      costMicros,
      elapsedMs,
    })),
  );
  const rows = candidates.map((one) => [
    one.candidateId === winner ? '*' : ' ',
    shortId(one.assetId),
    one.modelLabel,
    durationText(one.elapsedMs),
    costText(one.costMicros),
  ]);
  const outcome = candidates.find((one) => one.candidateId === winner)?.modelLabel ?? null;
  return {
    value: { groupId, winner, candidates },
    lines: [...table(rows), outcome === null ? 'No vote yet.' : `${outcome} won.`],
  };
}

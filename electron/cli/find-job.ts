/** Owns finding the one job that a person means by an id typed in short. */
import { StudioError } from '../../shared/errors.ts';
import type { Job } from '../../shared/job.ts';

const MIN_TYPED = 4;

/**
 * `typed`: a whole job id, or at least its last four characters. `told`: what the jobs are, and the verb that lists
 * them. Throws `not-found`, or `bad-request` when several match.
 */
export function findJob(
  jobs: readonly Job[],
  typed: string,
  told: { readonly what: string; readonly verb: string },
): Job {
  const bare = typed.toLowerCase().replace(/^job_/, '');
  const [only, second] = jobs.filter((job) => bare.length >= MIN_TYPED && job.id.endsWith(bare));
  if (only && !second) return only;
  const why = second ? 'means several of them' : `is no ${told.what}`;
  throw new StudioError(second ? 'bad-request' : 'not-found', `"${typed}" ${why}. "${told.verb}" lists them.`);
}

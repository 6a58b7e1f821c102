/** Owns `maquette promote`: a draft is drawn again by the final model, with the draft and its references sent along. */
import type { Command } from 'commander';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { Tier } from '../../shared/model.ts';
import { nearestAspect } from '../../shared/sizes.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { boardNamed, DEFAULT_BOARD } from './board-placement.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { findPicture } from './find-picture.ts';
import { jobAnswer } from './job-answer.ts';
import { addRequestOptions, type RequestOptions, saveOptions } from './request-options.ts';
import type { Answer } from './terminal.ts';
import { runJobToEnd } from './watch-job.ts';

interface PromoteOptions extends RequestOptions {
  readonly prompt?: string;
}

export function addPromoteVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('promote')
    .description('draw a draft again in high fidelity')
    .argument('<id>', 'the draft: an id of "maquette history", whole, its beginning or its last characters')
    .option('--prompt <text>', "instead of the draft's own prompt; needed for imported pictures");
  addRequestOptions(command, '4K').action((id: string, options: PromoteOptions) =>
    run(command, (session) => promote(session, id, options)),
  );
}

async function promote(session: Session, id: string, options: PromoteOptions): Promise<Answer> {
  const { studio } = session;
  const draft = await findPicture(studio, id);
  const request = promotion(draft, {
    modelId: options.model,
    tier: options.size,
    quality: options.quality ?? null,
    prompt: options.prompt ?? null,
  });
  const { job: source } = draft;
  const chooseBoard = async () =>
    source && options.board === undefined ? source.boardId : boardNamed(studio, options.board ?? DEFAULT_BOARD);
  const again = options.again ?? false;
  const ended = await runJobToEnd(session, { request, consent: options, again, chooseBoard });
  return jobAnswer(studio, ended, saveOptions(options));
}

export interface PromotionWish {
  readonly modelId: string;
  readonly tier: Tier;
  readonly quality: string | null;
  /** null: the draft's own. */
  readonly prompt: string | null;
}

/** The draft's seed travels too, so that a model with seeds draws the same picture. */
export function promotion(draft: AssetDetail, wish: PromotionWish): GenerationRequest {
  const source = draft.job?.request ?? null;
  return {
    operation: 'promote',
    role: 'final',
    modelId: wish.modelId,
    prompt: wish.prompt ?? source?.prompt ?? '',
    aspect: source?.aspect ?? nearestAspect(draft.asset),
    tier: wish.tier,
    count: 1,
    seed: draft.candidate?.seed ?? null,
    quality: wish.quality,
    background: source?.background ?? 'auto',
    references: source?.references ?? [],
    sourceAssetId: draft.asset.id,
    maskAssetId: null,
  };
}

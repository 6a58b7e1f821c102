import type { CostEstimate } from '../../shared/generation.ts';
import { formatMicros } from '../../shared/money.ts';
import { call, onStudioEvent } from '../api/client.ts';
import { useBoard } from '../board/use-board.ts';
import { useStudio } from '../workspace/use-studio.ts';
import { pauseSentence } from './stand-in.ts';
import { currentRequest, usePrompt } from './use-prompt.ts';

const DEBOUNCE_MS = 200;
const RECHECK_MS = 3_000;

/** Keeps asking the studio what the request as it stands would become and cost. Answers the function that ends it. */
export function followPreview(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let recheck: ReturnType<typeof setTimeout> | undefined;
  let newest = 0;
  let asked = '';

  async function ask() {
    newest += 1;
    const number = newest;
    const request = currentRequest();
    asked = JSON.stringify(request);
    const { boardId } = useBoard.getState();
    const preview = await call('jobs.preview', { request, boardId }).catch(() => null);
    if (number === newest) usePrompt.setState({ preview });
    clearTimeout(recheck);
    // The seconds it names pass, and then the provider is asked again.
    if (preview && pauseSentence(preview)) recheck = setTimeout(askSoon, RECHECK_MS);
  }
  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), DEBOUNCE_MS);
  };

  const endPrompt = usePrompt.subscribe((state) => {
    if (JSON.stringify(currentRequest(state)) !== asked) askSoon();
  });
  // Keys, bindings and the spending cap decide as well.
  const endStudio = useStudio.subscribe((state, before) => {
    if (state.models !== before.models || state.spend !== before.spend) askSoon();
  });
  // A board may have a cap of its own.
  const endBoard = useBoard.subscribe((state, before) => {
    if (state.boardId !== before.boardId) askSoon();
  });
  // The same request may be under way now, or done, or its provider may be left alone for a while.
  const endJobs = onStudioEvent((event) => {
    if (event.name === 'job-changed') askSoon();
  });
  askSoon();
  return () => {
    clearTimeout(timer);
    clearTimeout(recheck);
    endBoard();
    endJobs();
    endPrompt();
    endStudio();
  };
}

/** "≈ $0.13", "free", "price unknown". */
export function priceLabel(estimate: CostEstimate): string {
  if (estimate.kind === 'free') return 'free';
  return estimate.kind === 'known' ? `≈ ${formatMicros(estimate.expectedMicros)}` : 'price unknown';
}

/** What the price is made of, for the tooltip. */
export function priceDetail(estimate: CostEstimate): string {
  if (estimate.kind === 'free') return 'Runs on this computer and costs nothing.';
  if (estimate.kind === 'unknown') return estimate.reason;
  const range =
    estimate.lowMicros === estimate.highMicros
      ? ''
      : ` Between ${formatMicros(estimate.lowMicros)} and ${formatMicros(estimate.highMicros)}.`;
  return `${estimate.parts.join(' + ')}.${range} Prices of ${estimate.priceDate}.`;
}

import { useQueries } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { JobPreview } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { useBoard } from '../board/use-board.ts';
import { FEWEST_MODELS, MOST_MODELS, startDual } from '../duals/use-dual-run.ts';
import { priceLabel } from '../prompt/use-preview.ts';
import { currentRequest, usePrompt } from '../prompt/use-prompt.ts';
import { Button } from '../ui/button.tsx';
import { CheckRow } from '../ui/check-row.tsx';
import styles from './compare-setup.module.css';
import { totalWords } from './estimate-words.ts';
import { useModelComparison } from './use-model-comparison.ts';

interface CompareSetupProps {
  readonly onBack: () => void;
  readonly onStarted: () => void;
}

/** Two to four models for one request, one picture from each, with the price of all of them on the button. */
export function CompareSetup({ onBack, onStarted }: CompareSetupProps) {
  const pickId = usePrompt((state) => state.preview?.modelId ?? null);
  const { able } = useModelComparison(true);
  const ids = [...(pickId ? [pickId] : []), ...able.map((choice) => choice.modelId)];
  const [chosen, setChosen] = useState<readonly string[]>(() => ids.slice(0, FEWEST_MODELS));
  const [isBlind, setIsBlind] = useState(true);
  const offers = useOffers(ids);
  const lanes = offers.filter((offer) => chosen.includes(offer.id));
  const isFull = chosen.length >= MOST_MODELS;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id].slice(0, MOST_MODELS));
  const start = () => {
    onStarted();
    void startDual(
      lanes.map(({ request, preview }) => ({ request, hasEarlier: isEarlier(preview) })),
      isBlind,
    );
  };
  return (
    <div className={styles.setup}>
      <p className={styles.note}>
        The same request goes to each model, one picture from each. You vote, and Auto learns from it.
      </p>
      <ul className={styles.list} aria-label="Models to compare">
        {offers.map(({ id, preview }) => (
          <li key={id}>
            <CheckRow
              isChecked={chosen.includes(id)}
              isDisabled={isFull && !chosen.includes(id)}
              label={preview?.modelLabel ?? id}
              note={preview ? offerWords(preview) : '…'}
              onChange={() => toggle(id)}
            />
          </li>
        ))}
      </ul>
      <CheckRow
        isChecked={isBlind}
        label="Hide the names until I vote"
        note="prices and times, too"
        onChange={() => setIsBlind(!isBlind)}
      />
      <footer className={styles.footer}>
        <Button size="small" variant="quiet" icon={ArrowLeft} onPress={onBack}>
          Back
        </Button>
        <Button variant="primary" disabledReason={reasonNotTo(lanes)} onPress={start}>
          {`Compare ${lanes.length} · ${totalOf(lanes)}`}
        </Button>
      </footer>
    </div>
  );
}

interface Offer {
  readonly id: string;
  readonly request: GenerationRequest;
  readonly preview: JobPreview | undefined;
}

/** What one picture of each model would cost, and what stands in its way. */
function useOffers(ids: readonly string[]): Offer[] {
  const prompt = usePrompt();
  const boardId = useBoard((state) => state.boardId);
  const requests = ids.map((id) => ({ id, request: { ...currentRequest(prompt), modelId: id, count: 1 } }));
  const previews = useQueries({
    queries: requests.map(({ request }) => ({
      queryKey: ['dual-offer', request, boardId],
      queryFn: () => call('jobs.preview', { request, boardId }),
    })),
  });
  return requests.map((one, index) => ({ ...one, preview: previews[index]?.data }));
}

function isEarlier(preview: JobPreview | undefined): boolean {
  return Boolean(preview?.earlier && !preview.earlier.isUnderWay);
}

function offerWords(preview: JobPreview): string {
  return isEarlier(preview) ? 'earlier result, free' : priceLabel(preview.estimate);
}

function totalOf(lanes: readonly Offer[]): string {
  if (lanes.some(({ preview }) => !preview)) return '…';
  return totalWords(
    lanes.map(({ preview }) => (preview && !isEarlier(preview) ? preview.estimate : { kind: 'free' as const })),
  );
}

function reasonNotTo(lanes: readonly Offer[]): string | null {
  const problem = lanes.flatMap(({ preview }) => (isEarlier(preview) ? [] : (preview?.problems ?? [])))[0];
  if (problem) return problem.message;
  return lanes.length < FEWEST_MODELS ? `Choose ${FEWEST_MODELS} to ${MOST_MODELS} models.` : null;
}

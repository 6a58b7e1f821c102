import { formatMicros } from '../../shared/money.ts';
import type { CapState } from '../../shared/views.ts';
import { type CapLevel, capLevel, useTightestCap } from '../spending/use-cap-level.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './top-bar.module.css';
import { useStudio } from './use-studio.ts';
import { useWorkspace } from './use-workspace.ts';

const SCOPES: Readonly<Record<CapState['scope'], string>> = {
  session: 'this session',
  month: 'this month',
  board: 'this board',
};
const LEVELS: Readonly<Record<CapLevel, string>> = { fine: '', near: 'near the cap', reached: 'cap reached' };

/** Spent today, and how far the cap that will stop the next request is used up: told by words, not by colour alone. */
export function SpendChip() {
  const spend = useStudio((state) => state.spend);
  const cap = useTightestCap();
  if (!spend) return null;
  const level = cap ? capLevel(cap) : 'fine';
  const today = `${formatMicros(spend.todayMicros)}${spend.unknownCount > 0 ? '+' : ''} today`;
  const used = cap ? `${formatMicros(cap.committedMicros)} of ${formatMicros(cap.capMicros)}` : null;
  const capWords = used && (level === 'fine' ? used : `${used} · ${LEVELS[level]}`);
  const unknown = spend.unknownCount > 0 ? ', plus calls of unknown price' : '';
  // Begins with what is seen, so that people who speak to their computer can say it.
  const sentence = `Spent: ${today}${capWords && cap ? ` ${capWords} for ${SCOPES[cap.scope]}` : ''}${unknown}`;
  return (
    <Tooltip content={sentence} side="bottom">
      <button
        type="button"
        className={styles.spend}
        data-level={level}
        aria-label={sentence}
        onClick={() => useWorkspace.getState().showPanel('spend')}
      >
        {today}
        {capWords ? (
          <>
            {' '}
            <span className={styles.cap}>{capWords}</span>
          </>
        ) : null}
      </button>
    </Tooltip>
  );
}

import { useEffect, useRef, useState } from 'react';
import { formatMicros, MICROS_PER_DOLLAR } from '../../shared/money.ts';
import { CAP_SCOPES, type CapState, type SpendSummary } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { parseDollars } from './parse-dollars.ts';
import styles from './spend-caps.module.css';
import { useCapEditing } from './use-cap-editing.ts';
import { capLevel, tightestCap } from './use-cap-level.ts';

type CapScope = CapState['scope'];

const LABELS: Readonly<Record<CapScope, string>> = {
  session: 'This session',
  month: 'This month',
  board: 'This board',
};

/** Hard caps: a call that could pass one is not sent. */
export function SpendCaps({ caps }: { readonly caps: SpendSummary['caps'] }) {
  const boardId = useBoard((state) => state.boardId);
  const scopes = CAP_SCOPES.filter((scope) => scope !== 'board' || boardId !== null);
  const { isWanted, done } = useCapEditing();
  const tightest = isWanted ? (tightestCap(caps)?.scope ?? null) : null;
  return (
    <section className={styles.section} aria-labelledby="spend-caps">
      <h3 id="spend-caps" className={styles.heading}>
        Caps
      </h3>
      {scopes.map((scope) => (
        <CapRow
          key={`${scope} ${tightest === scope}`}
          scope={scope}
          cap={caps.find((cap) => cap.scope === scope) ?? null}
          startsEditing={tightest === scope}
          onDone={done}
        />
      ))}
    </section>
  );
}

function saveCap(scope: CapScope, micros: number | null): Promise<unknown> {
  const boardId = scope === 'board' ? useBoard.getState().boardId : null;
  // The event that follows brings the new sums.
  return call('spending.setCap', { scope, boardId, micros }).catch(showError);
}

interface CapRowProps {
  readonly scope: CapScope;
  readonly cap: CapState | null;
  /** Opened from outside, by "Raise the cap". */
  readonly startsEditing: boolean;
  readonly onDone: () => void;
}

function CapRow({ scope, cap, startsEditing, onDone }: CapRowProps) {
  const [isEditing, setIsEditing] = useState(startsEditing);
  const end = () => {
    setIsEditing(false);
    onDone();
  };
  if (isEditing) return <CapForm scope={scope} cap={cap} onDone={end} />;
  const level = cap ? capLevel(cap) : 'fine';
  return (
    <div className={styles.cap}>
      <div className={styles.line}>
        <span>{LABELS[scope]}</span>
        <span className={styles.sum} data-level={level}>
          {cap ? `${formatMicros(cap.committedMicros)} of ${formatMicros(cap.capMicros)}` : 'No cap'}
          {level === 'fine' ? null : (
            <span className={styles.level}>{level === 'near' ? 'Near the cap' : 'Cap reached'}</span>
          )}
        </span>
        <Button size="small" variant="quiet" onPress={() => setIsEditing(true)}>
          {cap ? 'Change' : 'Set'}
        </Button>
      </div>
      {cap ? (
        <ProgressBar
          value={cap.capMicros === 0 ? 1 : Math.min(1, cap.committedMicros / cap.capMicros)}
          label={`${LABELS[scope]}: part of the cap that is used`}
        />
      ) : null}
    </div>
  );
}

interface CapFormProps {
  readonly scope: CapScope;
  readonly cap: CapState | null;
  readonly onDone: () => void;
}

function CapForm({ scope, cap, onDone }: CapFormProps) {
  const [text, setText] = useState(cap ? String(cap.capMicros / MICROS_PER_DOLLAR) : '');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const micros = parseDollars(text);
  const save = (amount: number | null) => void saveCap(scope, amount).then(onDone);
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (micros !== null) save(micros);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <Field
        label={`Cap for ${LABELS[scope].toLowerCase()}, in US dollars`}
        hint="What could pass it is not sent. Calls under way and possibly billed ones count."
        error={text.trim() !== '' && micros === null ? 'Give an amount such as 5 or 12.50.' : null}
      >
        <TextInput value={text} onChange={setText} placeholder="5.00" maxLength={12} />
      </Field>
      <div className={styles.buttons}>
        <Button size="small" type="submit" disabledReason={micros === null ? 'Give an amount first.' : null}>
          Save
        </Button>
        {cap ? (
          <Button size="small" variant="quiet" onPress={() => save(null)}>
            Remove the cap
          </Button>
        ) : null}
        <Button size="small" variant="quiet" onPress={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  Brush,
  Columns2,
  Copy,
  Frame,
  Lock,
  LockOpen,
  Sparkles,
  Trash2,
} from 'lucide-react';
import { findAction, performAction, useActions } from '../actions/use-actions.ts';
import { IconButton } from '../ui/icon-button.tsx';
import {
  alignSelection,
  distributeSelection,
  duplicateSelection,
  frameSelection,
  removeSelection,
  setNoteTone,
  toggleLock,
} from './board-edits.ts';
import styles from './selection-bar.module.css';
import { useBoard } from './use-board.ts';

const TONES = ['plain', 'yellow', 'green', 'blue', 'pink'] as const;

/** What can be done with the selection, at the top of the board where it covers nothing that is being judged. */
export function SelectionBar() {
  const items = useBoard((state) => state.items);
  const selection = useBoard((state) => state.selection);
  // Labels and states of the actions come from the registry.
  useActions((state) => state.actions);
  if (selection.size === 0) return null;
  const chosen = [...selection].flatMap((id) => items.get(id) ?? []);
  const pictures = chosen.filter((item) => item.kind === 'image' && item.assetId !== null);
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const isLocked = chosen.every((item) => item.isLocked);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selection">
      <span className={styles.count}>{chosen.length === 1 ? '1 selected' : `${chosen.length} selected`}</span>
      {pictures.length > 0 ? (
        <>
          <ActionButton name="image.promote" icon={Sparkles} />
          <ActionButton name="image.compare" icon={Columns2} />
          <ActionButton name="image.maskSeveral" icon={Brush} />
        </>
      ) : null}
      {only?.kind === 'note' ? <Tones current={only.tone} onPick={(tone) => setNoteTone(only.id, tone)} /> : null}
      {chosen.length > 1 ? <AlignButtons canDistribute={chosen.length > 2} /> : null}
      <span className={styles.divider} />
      <IconButton label="Frame around" icon={Frame} shortcut="c" onPress={frameSelection} />
      <IconButton label="Duplicate" icon={Copy} shortcut="mod+d" onPress={duplicateSelection} />
      <IconButton label={isLocked ? 'Unlock' : 'Lock'} icon={isLocked ? LockOpen : Lock} onPress={toggleLock} />
      <IconButton label="Delete" icon={Trash2} shortcut="delete" tone="danger" onPress={removeSelection} />
    </div>
  );
}

function ActionButton({ name, icon }: { readonly name: string; readonly icon: typeof Copy }) {
  const action = findAction(name);
  if (!action?.isEnabled()) return null;
  return (
    <IconButton
      label={action.label}
      icon={icon}
      shortcut={action.shortcut || undefined}
      onPress={() => performAction(name)}
    />
  );
}

function AlignButtons({ canDistribute }: { readonly canDistribute: boolean }) {
  return (
    <>
      <span className={styles.divider} />
      <IconButton label="Align left" icon={AlignStartVertical} onPress={() => alignSelection('left')} />
      <IconButton label="Align centres" icon={AlignCenterVertical} onPress={() => alignSelection('centre')} />
      <IconButton label="Align right" icon={AlignEndVertical} onPress={() => alignSelection('right')} />
      <IconButton label="Align top" icon={AlignStartHorizontal} onPress={() => alignSelection('top')} />
      <IconButton label="Align middles" icon={AlignCenterHorizontal} onPress={() => alignSelection('middle')} />
      <IconButton label="Align bottom" icon={AlignEndHorizontal} onPress={() => alignSelection('bottom')} />
      {canDistribute ? (
        <>
          <IconButton
            label="Equal gaps across"
            icon={AlignHorizontalSpaceAround}
            onPress={() => distributeSelection('x')}
          />
          <IconButton
            label="Equal gaps down"
            icon={AlignVerticalSpaceAround}
            onPress={() => distributeSelection('y')}
          />
        </>
      ) : null}
    </>
  );
}

interface TonesProps {
  readonly current: (typeof TONES)[number];
  readonly onPick: (tone: (typeof TONES)[number]) => void;
}

function Tones({ current, onPick }: TonesProps) {
  return TONES.map((tone) => (
    <button
      key={tone}
      type="button"
      className={styles.tone}
      data-tone={tone}
      aria-label={`${tone} note`}
      aria-pressed={tone === current}
      onClick={() => onPick(tone)}
    />
  ));
}

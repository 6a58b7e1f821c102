import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { RoutingRuleView } from '../../shared/views.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { announce } from '../workspace/use-announcer.ts';
import styles from './routing-dialog.module.css';

interface RuleListProps {
  readonly rules: readonly RoutingRuleView[];
  readonly onChange: (rules: readonly RoutingRuleView[]) => void;
}

/** Moved with the arrows beside a rule, with Alt and the arrow keys, or by dragging. */
export function RuleList({ rules, onChange }: RuleListProps) {
  const [draggedName, setDraggedName] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  // The rules arrive a moment after the dialog has placed the focus: they are what it was opened for.
  useEffect(() => list.current?.querySelector('input')?.focus(), []);
  const move = (from: number, to: number) => {
    const rule = rules[from];
    if (!rule || to < 0 || to >= rules.length || from === to) return;
    onChange(rules.toSpliced(from, 1).toSpliced(to, 0, rule));
    announce(`${rule.label}: now ${to + 1} of ${rules.length}.`);
  };
  const dropOn = (to: number) => {
    move(
      rules.findIndex((rule) => rule.name === draggedName),
      to,
    );
    setDraggedName(null);
  };
  return (
    <ol ref={list}>
      {rules.map((rule, index) => (
        <li
          key={rule.name}
          className={styles.rule}
          draggable
          data-dragged={draggedName === rule.name || undefined}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            setDraggedName(rule.name);
          }}
          onDragOver={(event) => event.preventDefault()}
          onDrop={() => dropOn(index)}
          onDragEnd={() => setDraggedName(null)}
        >
          <GripVertical className={styles.grip} size={14} aria-hidden="true" />
          <span className={styles.number}>{index + 1}</span>
          <label className={styles.label} data-off={!rule.isOn || undefined}>
            <input
              type="checkbox"
              className={styles.switch}
              checked={rule.isOn}
              onKeyDown={(event) => moveWithKeys(event, (by) => move(index, index + by))}
              onChange={(event) =>
                onChange(rules.map((one) => (one.name === rule.name ? { ...one, isOn: event.target.checked } : one)))
              }
            />
            {rule.label}
          </label>
          <IconButton
            label={`Move up: ${rule.label}`}
            icon={ArrowUp}
            isDisabled={index === 0}
            onPress={() => move(index, index - 1)}
          />
          <IconButton
            label={`Move down: ${rule.label}`}
            icon={ArrowDown}
            isDisabled={index === rules.length - 1}
            onPress={() => move(index, index + 1)}
          />
        </li>
      ))}
    </ol>
  );
}

function moveWithKeys(event: KeyboardEvent, move: (by: -1 | 1) => void): void {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  move(event.key === 'ArrowUp' ? -1 : 1);
}

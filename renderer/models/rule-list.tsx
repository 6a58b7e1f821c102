import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RoutingRuleView } from '../../shared/views.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { announce } from '../workspace/use-announcer.ts';
import styles from './routing-dialog.module.css';
import type { RuleChange } from './use-routing.ts';

interface RuleListProps {
  readonly rules: readonly RoutingRuleView[];
  readonly onChange: (change: RuleChange) => void;
}

/** Moved with the arrows beside a rule, with Alt and the arrow keys, or by dragging. */
export function RuleList({ rules, onChange }: RuleListProps) {
  const [draggedName, setDraggedName] = useState<string | null>(null);
  const [overName, setOverName] = useState<string | null>(null);
  const draggedFrom = rules.findIndex((rule) => rule.name === draggedName);
  const endDrag = () => {
    setDraggedName(null);
    setOverName(null);
  };
  const list = useRef<HTMLOListElement>(null);
  // The rules arrive a moment after the dialog has placed the focus: they are what it was opened for.
  useEffect(() => list.current?.querySelector('input')?.focus(), []);
  // A row that changes its place loses the focus on the way; the key that moved it should move it again.
  const moving = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (moving.current instanceof HTMLElement) moving.current.focus();
    moving.current = null;
  });
  const move = (name: string, toPlace: (from: number) => number) => {
    moving.current = document.activeElement;
    onChange((current) => {
      const from = current.findIndex((rule) => rule.name === name);
      const to = toPlace(from);
      const rule = current[from];
      if (!rule || to < 0 || to >= current.length || from === to) return current;
      announce(`${rule.label}: now ${to + 1} of ${current.length}.`);
      return current.toSpliced(from, 1).toSpliced(to, 0, rule);
    });
  };
  const dropOn = (to: number) => {
    if (draggedName) move(draggedName, () => to);
    endDrag();
  };
  return (
    <ol ref={list}>
      {rules.map((rule, index) => (
        <li
          key={rule.name}
          className={styles.rule}
          draggable
          data-dragged={draggedName === rule.name || undefined}
          data-drop={draggedName && overName === rule.name ? (draggedFrom < index ? 'below' : 'above') : undefined}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            setDraggedName(rule.name);
          }}
          onDragOver={(event) => {
            event.preventDefault();
            setOverName(rule.name);
          }}
          onDrop={() => dropOn(index)}
          onDragEnd={endDrag}
        >
          <GripVertical className={styles.grip} size={14} aria-hidden="true" />
          <span className={styles.number}>{index + 1}</span>
          <label className={styles.label} data-off={!rule.isOn || undefined}>
            <input
              type="checkbox"
              className={styles.switch}
              checked={rule.isOn}
              onKeyDown={(event) => moveWithKeys(event, (by) => move(rule.name, (from) => from + by))}
              onChange={(event) => onChange(withSwitch(rule.name, event.target.checked))}
            />
            {rule.label}
          </label>
          <IconButton
            label={`Move up: ${rule.label}`}
            icon={ArrowUp}
            isDisabled={index === 0}
            onPress={() => move(rule.name, (from) => from - 1)}
          />
          <IconButton
            label={`Move down: ${rule.label}`}
            icon={ArrowDown}
            isDisabled={index === rules.length - 1}
            onPress={() => move(rule.name, (from) => from + 1)}
          />
        </li>
      ))}
    </ol>
  );
}

function withSwitch(name: string, isOn: boolean): RuleChange {
  return (rules) => rules.map((rule) => (rule.name === name ? { ...rule, isOn } : rule));
}

function moveWithKeys(event: KeyboardEvent, move: (by: -1 | 1) => void): void {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  move(event.key === 'ArrowUp' ? -1 : 1);
}

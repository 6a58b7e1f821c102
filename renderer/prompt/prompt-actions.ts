import { ClipboardCopy, Dices, Link2, Repeat, Shuffle, TextCursorInput, WandSparkles } from 'lucide-react';
import type { Action } from '../actions/use-actions.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { showToast } from '../ui/toasts.tsx';
import { focusPrompt } from './prompt-field.tsx';
import { beginVary, generate, promptOfAsset, reroll } from './use-generation.ts';
import { usePrompt } from './use-prompt.ts';

const selected = () => useBoard.getState().selectedAssetIds();

async function copyPrompt(): Promise<void> {
  const [first] = selected();
  const prompt = first ? await promptOfAsset(first) : null;
  if (prompt === null) {
    showToast({ title: 'This picture has no prompt', description: 'It was imported.' });
    return;
  }
  await navigator.clipboard.writeText(prompt);
  showToast({ title: 'Prompt copied' });
}

export const promptActions: readonly Action[] = [
  {
    name: 'prompt.generate',
    label: 'Generate',
    group: 'Create',
    icon: WandSparkles,
    shortcut: 'mod+enter',
    isEnabled: () => usePrompt.getState().preview !== null,
    perform: () => void generate(),
  },
  {
    name: 'prompt.run-anyway',
    label: 'Run anyway, although it was done before',
    group: 'Create',
    icon: Repeat,
    shortcut: 'mod+shift+enter',
    isEnabled: () => Boolean(usePrompt.getState().preview?.earlier),
    perform: () => void generate('run'),
  },
  {
    name: 'prompt.focus',
    label: 'Write the prompt',
    group: 'Create',
    icon: TextCursorInput,
    shortcut: 'enter',
    isEnabled: () => document.activeElement === document.body,
    perform: focusPrompt,
  },
  {
    name: 'image.reroll',
    label: 'Make it again with a new seed',
    group: 'Create',
    icon: Dices,
    shortcut: 'shift+r',
    isEnabled: () => selected().length === 1,
    perform: () => {
      const [first] = selected();
      if (first) reroll(first).catch(showError);
    },
  },
  {
    name: 'image.reference',
    label: 'Use as reference',
    group: 'Create',
    icon: Link2,
    shortcut: 'r',
    isEnabled: () => selected().length > 0,
    perform: () => {
      for (const assetId of selected()) usePrompt.getState().addReference(assetId);
    },
  },
  {
    name: 'image.vary',
    label: 'Vary',
    group: 'Create',
    icon: Shuffle,
    shortcut: 'shift+v',
    isEnabled: () => selected().length === 1,
    perform: () => {
      const [first] = selected();
      if (first) beginVary(first).then(focusPrompt).catch(showError);
    },
  },
  {
    name: 'image.copy-prompt',
    label: 'Copy prompt',
    group: 'Edit',
    icon: ClipboardCopy,
    shortcut: 'mod+shift+c',
    isEnabled: () => selected().length === 1,
    perform: () => void copyPrompt().catch(showError),
  },
];

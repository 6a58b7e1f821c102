import { useState } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { useBoard } from '../board/use-board.ts';
import { knownAsset } from '../references/use-assets.ts';
import { type NamedReference, usePrompt } from './use-prompt.ts';

/** What may stand after the @: a reference that is sent already, or a picture of the board that would become one. */
export interface CompletionOption {
  readonly asset: Asset;
  /** null: choosing it makes it a reference first. */
  readonly reference: NamedReference | null;
}

export interface Completion {
  /** Place of the @. */
  readonly start: number;
  readonly options: readonly CompletionOption[];
  readonly active: number;
}

/** An @ at the start of a word, and what was typed of the name so far, right before the caret. */
const TYPED = /(?<![\p{L}\p{N}_.])@([\p{L}\p{M}\p{N}_-]*)$/u;
const OFFERED = 8;

/** The list that opens at an @ in the prompt, and what keys do to it. */
export function useCompletion(place: (caret: number) => void) {
  const [completion, setCompletion] = useState<Completion | null>(null);

  function look(text: string, caret: number) {
    const typed = TYPED.exec(text.slice(0, caret));
    const options = typed ? optionsFor((typed[1] ?? '').toLowerCase()) : [];
    setCompletion(typed && options.length > 0 ? { start: typed.index, options, active: 0 } : null);
  }

  function choose(option: CompletionOption, caret: number) {
    const { prompt, addReference, change } = usePrompt.getState();
    if (!completion) return;
    if (option.reference === null) addReference(option.asset.id);
    const name = usePrompt.getState().references.find(({ assetId }) => assetId === option.asset.id)?.name ?? '';
    const rest = prompt.slice(caret);
    const written = `@${name}${/^[\s.,;:!?)]/.test(rest) ? '' : ' '}`;
    change({ prompt: prompt.slice(0, completion.start) + written + rest });
    setCompletion(null);
    place(completion.start + written.length);
  }

  /** True when the key was for the list. */
  function take(key: string, caret: number): boolean {
    if (!completion) return false;
    const { options, active } = completion;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const option = options[active];
    if (step) setCompletion({ ...completion, active: (active + step + options.length) % options.length });
    else if (key === 'Escape') setCompletion(null);
    else if ((key === 'Enter' || key === 'Tab') && option) choose(option, caret);
    else return false;
    return true;
  }

  return { completion, look, choose, take, close: () => setCompletion(null) };
}

function optionsFor(typed: string): CompletionOption[] {
  const { references } = usePrompt.getState();
  const sent = references.flatMap((reference): CompletionOption[] => {
    const asset = knownAsset(reference.assetId);
    return asset && reference.name.includes(typed) ? [{ asset, reference }] : [];
  });
  const used = new Set<string>(references.map(({ assetId }) => assetId));
  const others = [...useBoard.getState().assets.values()].filter(
    (asset) => asset.source === 'imported' && !used.has(asset.id) && asset.name.toLowerCase().includes(typed),
  );
  return [...sent, ...others.reverse().map((asset) => ({ asset, reference: null }))].slice(0, OFFERED);
}

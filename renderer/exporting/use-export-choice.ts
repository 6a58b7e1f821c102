import { useState } from 'react';
import { type ExportRequest, exportRequestSchema } from '../../shared/export.ts';

const choiceSchema = exportRequestSchema.pick({ format: true, quality: true, dpi: true, matte: true, metadata: true });
export type ExportChoice = Omit<ExportRequest, 'assetId' | 'fileName'>;

const FIRST_CHOICE: ExportChoice = { format: 'png', quality: 90, dpi: 300, matte: '#ffffff', metadata: 'recipe' };

const CHOICE_KEY = 'maquette-export';

/** What was chosen last; the first choice when nothing is stored, or something that no longer fits. */
export function readChoice(stored: string | null): ExportChoice {
  if (stored === null) return FIRST_CHOICE;
  try {
    const parsed = choiceSchema.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : FIRST_CHOICE;
  } catch {
    return FIRST_CHOICE;
  }
}

/** A sentence for the first thing that cannot be exported; null when all is well. */
export function choiceProblem(choice: ExportChoice): { field: 'dpi' | 'quality' | 'matte'; sentence: string } | null {
  if (!Number.isInteger(choice.dpi) || choice.dpi < 1 || choice.dpi > 9_600) {
    return { field: 'dpi', sentence: 'Give a whole number of pixels per inch from 1 to 9,600.' };
  }
  if (!Number.isInteger(choice.quality) || choice.quality < 1 || choice.quality > 100) {
    return { field: 'quality', sentence: 'Give a quality from 1 to 100.' };
  }
  if (!/^#[0-9a-fA-F]{6}$/.test(choice.matte)) {
    return { field: 'matte', sentence: 'Give a colour such as #ffffff.' };
  }
  return null;
}

/** The choice of this window; `remember` keeps it for the next time. */
export function useExportChoice() {
  const [choice, setChoice] = useState(() => readChoice(localStorage.getItem(CHOICE_KEY)));
  return {
    choice,
    change: (part: Partial<ExportChoice>) => setChoice((before) => ({ ...before, ...part })),
    remember: () => localStorage.setItem(CHOICE_KEY, JSON.stringify(choice)),
  };
}

export function requestFor(
  assetId: ExportRequest['assetId'],
  choice: ExportChoice,
  fileName: string | null,
): ExportRequest {
  const name = fileName?.trim() ?? '';
  return { assetId, ...choice, fileName: name === '' ? null : name };
}

/** Owns which sheet and which bleed an extension is meant for. */
import { create } from 'zustand';
import { bleedPx, bleedWords, marginsForPaper, type Paper, PLAIN_PPI, ppiOnPaper, widened } from './extend-print.ts';
import { type Margins, NO_MARGINS } from './mask-request.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { fitView } from './use-mask-view.ts';

interface ExtendPrint {
  /** null: no sheet was chosen. */
  readonly paper: Paper | null;
  readonly ppi: number;
  readonly bleedMm: number;
}

const plain: ExtendPrint = { paper: null, ppi: PLAIN_PPI, bleedMm: 0 };

export const useExtendPrint = create<ExtendPrint>(() => plain);

/** The trimmed shape; a bleed that was chosen comes on top. */
export function extendTo(margins: Margins): void {
  useExtendPrint.setState({ paper: null, ppi: PLAIN_PPI });
  setTrim(margins);
}

export function extendToPaper(paper: Paper): void {
  const { asset } = useMaskEdit.getState();
  if (!asset) return;
  const margins = marginsForPaper(asset, paper);
  useExtendPrint.setState({ paper, ppi: ppiOnPaper(asset, margins, paper) });
  setTrim(margins);
}

function setTrim(margins: Margins): void {
  const { bleedMm, ppi } = useExtendPrint.getState();
  useMaskEdit.setState({ margins: widened(margins, bleedPx(bleedMm, ppi)) });
  fitView();
}

export function chooseBleed(bleedMm: number): void {
  const before = useExtendPrint.getState();
  const margins = useMaskEdit.getState().margins ?? NO_MARGINS;
  const by = bleedPx(bleedMm, before.ppi) - bleedPx(before.bleedMm, before.ppi);
  useExtendPrint.setState({ bleedMm });
  useMaskEdit.setState({ margins: widened(margins, by) });
  fitView();
}

export function forgetPrint(): void {
  useExtendPrint.setState(plain);
}

/** "A4 at 132 ppi · 3 mm bleed"; empty when nothing of it was chosen. */
export function printWords({ paper, ppi, bleedMm }: ExtendPrint): string {
  const parts = paper ? [`${paper.name} at ${Math.round(ppi)} ppi`] : [];
  if (bleedMm > 0) parts.push(paper ? bleedWords(bleedMm) : `${bleedWords(bleedMm)} at ${ppi} ppi`);
  return parts.join(' · ');
}

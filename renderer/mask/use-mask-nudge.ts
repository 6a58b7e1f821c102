/** Owns where a person lays an answer that was not aligned: pixels of the picture, counted from where it was asked for. */
import { create } from 'zustand';
import type { AssetDetail } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { announce } from '../workspace/use-announcer.ts';
import { useMaskEdit } from './use-mask-edit.ts';

interface MaskNudge {
  readonly xPx: number;
  readonly yPx: number;
  readonly scale: number;
}

/** What the studio takes. */
const LIMIT_PX = 512;

const nowhere: MaskNudge = { xPx: 0, yPx: 0, scale: 1 };

export const useMaskNudge = create<MaskNudge>(() => nowhere);

export function beginNudge(): void {
  useMaskNudge.setState(nowhere);
}

export function nudgeTo(xPx: number, yPx: number): void {
  const limited = (px: number) => Math.round(Math.min(LIMIT_PX, Math.max(-LIMIT_PX, px)));
  useMaskNudge.setState({ xPx: limited(xPx), yPx: limited(yPx) });
}

export function nudgeBy(dx: number, dy: number): void {
  const { xPx, yPx } = useMaskNudge.getState();
  nudgeTo(xPx + dx, yPx + dy);
  const now = useMaskNudge.getState();
  announce(`Moved to ${now.xPx}, ${now.yPx} pixels.`);
}

/** Nothing is sent: the answer that was paid for is laid where it was moved to, and proven like any other. */
export async function layByHand({ asset }: AssetDetail): Promise<void> {
  if (useMaskEdit.getState().busy) return;
  useMaskEdit.setState({ busy: 'Laying it by hand' });
  try {
    const { xPx, yPx, scale } = useMaskNudge.getState();
    const laid = await call('edits.nudge', { assetId: asset.id, xPx, yPx, scale });
    useMaskEdit.setState((state) => ({ nudgedIds: [...state.nudgedIds, laid.id], isBefore: false }));
  } catch (error) {
    showError(error);
  } finally {
    useMaskEdit.setState({ busy: null });
  }
}

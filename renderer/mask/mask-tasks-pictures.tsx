import type { AssetId } from '../../shared/ids.ts';
import { formatMicros } from '../../shared/money.ts';
import { knownAsset, useAsset } from '../references/use-assets.ts';
import { Button } from '../ui/button.tsx';
import { CheckRow } from '../ui/check-row.tsx';
import { actionWords } from './mask-request.ts';
import { currentWish } from './mask-run.ts';
import { MaskThumb } from './mask-tasks-chip.tsx';
import styles from './mask-tasks-row.module.css';
import { runPictures } from './mask-tasks-run.ts';
import { useMaskTasks } from './mask-tasks-state.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskSeveral } from './use-mask-several.ts';

/** One selection for several pictures: which of them it fits, and what all of them cost. */
export function MaskTasksPictures() {
  const { assetIds, isRelative } = useMaskSeveral();
  const opened = useMaskEdit((state) => state.asset);
  const fitting = assetIds.filter((id) => isRelative || isSameSize(opened, knownAsset(id)));
  return (
    <section className={styles.places} aria-label="Pictures">
      <ul className={styles.chips}>
        {assetIds.map((id) => (
          <PictureChip key={id} assetId={id} isFitting={fitting.includes(id)} />
        ))}
      </ul>
      <CheckRow
        label="Stretch the mask over other sizes"
        isChecked={isRelative}
        onChange={(next) => useMaskSeveral.setState({ isRelative: next })}
      />
      <RunPictures fitting={fitting} />
    </section>
  );
}

interface Sized {
  readonly widthPx: number;
  readonly heightPx: number;
}

function isSameSize(one: Sized | null, other: Sized | null): boolean {
  return one !== null && one.widthPx === other?.widthPx && one.heightPx === other.heightPx;
}

function PictureChip({ assetId, isFitting }: { readonly assetId: AssetId; readonly isFitting: boolean }) {
  const asset = useAsset(assetId);
  if (!asset) return null;
  const size = `${asset.widthPx} × ${asset.heightPx}`;
  return (
    <li className={styles.chip} data-problem={!isFitting || undefined}>
      <MaskThumb hash={asset.hash} maskHash={null} />
      <span className={styles.words}>
        <span className={styles.prompt}>{asset.name}</span>
        <span className={styles.note}>{isFitting ? size : `${size}: left out, the mask does not fit`}</span>
      </span>
    </li>
  );
}

function sumWords(micros: number | null): string {
  return micros === null ? 'price unknown' : `≈ ${formatMicros(micros)}`;
}

function RunPictures({ fitting }: { readonly fitting: readonly AssetId[] }) {
  const single = useMaskEdit((state) => state.preview);
  const { isBusy, exact: dearer } = useMaskTasks();
  // The exact sum where it is known, else as many times the price of one.
  const exact = dearer?.steps.length === fitting.length ? dearer.total : null;
  const one = single?.estimate ?? null;
  const each = one?.kind === 'known' ? one.expectedMicros * fitting.length : null;
  const micros = exact?.kind === 'known' ? exact.expectedMicros : each;
  const price = one === null ? '…' : one.kind === 'free' ? 'free' : sumWords(micros);
  const problem = single?.problems[0]?.message ?? null;
  const isReady = one !== null && !isBusy;
  const reason = !isReady
    ? 'The price is being worked out.'
    : fitting.length === 0
      ? 'The mask fits none of these.'
      : problem;
  const verb = actionWords({ ...currentWish(), count: 1 });
  return (
    <Button
      variant="primary"
      className={styles.run}
      disabledReason={reason}
      onPress={() => void runPictures(fitting, one?.kind === 'free' ? 0 : micros)}
    >
      {`${verb} on ${fitting.length} ${fitting.length === 1 ? 'picture' : 'pictures'} · ${price}`}
    </Button>
  );
}

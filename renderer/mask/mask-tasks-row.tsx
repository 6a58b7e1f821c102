import { ListPlus, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { showError } from '../api/error-sentences.ts';
import { priceLabel } from '../prompt/use-preview.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MaskReferencesStrip } from './mask-references-strip.tsx';
import { MaskThumb } from './mask-tasks-chip.tsx';
import { MaskTasksPictures } from './mask-tasks-pictures.tsx';
import { MaskTasksProgress } from './mask-tasks-progress.tsx';
import styles from './mask-tasks-row.module.css';
import { followTasks, runPlaces } from './mask-tasks-run.ts';
import { addPlace, type MaskPlace, openTasks, removePlace, takePlaceBack, useMaskTasks } from './mask-tasks-state.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskSeveral } from './use-mask-several.ts';

/** What belongs to an edit beyond one selection: pictures that go along, more places, more pictures. */
export function MaskTasksRow({ asset }: { readonly asset: Asset }) {
  const hasBatch = useMaskTasks((state) => state.batch !== null);
  const isSeveral = useMaskSeveral((state) => state.assetIds.length > 1 && state.assetIds[0] === asset.id);
  const isExtending = useMaskEdit((state) => state.margins !== null);
  useEffect(followTasks, []);
  useEffect(() => {
    openTasks(asset.id).catch(showError);
  }, [asset.id]);
  return (
    <div className={styles.row}>
      <MaskReferencesStrip />
      <span className={styles.line} />
      {hasBatch ? <MaskTasksProgress /> : null}
      {!hasBatch && isSeveral ? <MaskTasksPictures /> : null}
      {hasBatch || isSeveral || isExtending ? null : <Places asset={asset} />}
    </div>
  );
}

function Places({ asset }: { readonly asset: Asset }) {
  const { places, isBusy } = useMaskTasks();
  return (
    <section className={styles.places} aria-label="Places">
      <Button
        size="small"
        variant="quiet"
        icon={ListPlus}
        disabledReason={isBusy ? 'The mask is being written.' : null}
        onPress={() => void addPlace()}
      >
        {places.length === 0 ? 'Add another place' : 'Add this place'}
      </Button>
      {places.length > 0 ? (
        <>
          <ol className={styles.chips}>
            {places.map((place, index) => (
              <PlaceChip key={place.maskHash} place={place} index={index} asset={asset} />
            ))}
          </ol>
          <RunPlaces />
        </>
      ) : null}
    </section>
  );
}

function PlaceChip({ place, index, asset }: { place: MaskPlace; index: number; asset: Asset }) {
  const planned = useMaskTasks((state) => state.preview?.steps[index] ?? null);
  const problem = planned?.problem?.message ?? null;
  return (
    <li className={styles.chip} data-problem={problem !== null || undefined}>
      <button
        type="button"
        className={styles.open}
        aria-label={`Place ${index + 1}: ${place.request.prompt}. Change it`}
        onClick={() => void takePlaceBack(place).catch(showError)}
      >
        <MaskThumb hash={asset.hash} maskHash={place.maskHash} />
        <span className={styles.words}>
          <span className={styles.prompt}>{`${index + 1}. ${place.request.prompt}`}</span>
          <span className={styles.note}>
            {problem ?? (planned ? `${planned.modelLabel} · ${priceLabel(planned.estimate)}` : '…')}
          </span>
        </span>
      </button>
      <IconButton label={`Remove place ${index + 1}`} icon={X} onPress={() => removePlace(place)} />
    </li>
  );
}

function RunPlaces() {
  const { places, preview, isBusy } = useMaskTasks();
  const reason = isBusy
    ? 'It is being started.'
    : preview
      ? (preview.problem?.message ?? null)
      : 'The price is being worked out.';
  const noun = places.length === 1 ? 'place' : 'places';
  return (
    <Button variant="primary" className={styles.run} disabledReason={reason} onPress={() => void runPlaces()}>
      {`Do ${places.length} ${noun} · ${preview ? priceLabel(preview.total) : '…'}`}
    </Button>
  );
}

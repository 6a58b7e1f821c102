import { Repeat } from 'lucide-react';
import type { AssetId } from '../../shared/ids.ts';
import { useAsset } from '../references/use-assets.ts';
import { Button } from '../ui/button.tsx';
import { Keycap } from '../ui/keycap.tsx';
import { Picture } from '../ui/picture.tsx';
import styles from './earlier-offer.module.css';
import { generate } from './use-generation.ts';
import { priceLabel } from './use-preview.ts';
import { usePrompt } from './use-prompt.ts';

const SHOWN = 4;

/** The very same request was done before, or is at work: said before anybody pays for it twice. */
export function EarlierOffer() {
  const preview = usePrompt((state) => state.preview);
  if (!preview?.earlier) return null;
  const { assetIds, isUnderWay, createdAtMs } = preview.earlier;
  const problem = preview.problems[0]?.message ?? null;
  return (
    <fieldset className={styles.offer} aria-label="The same request">
      {assetIds.slice(0, SHOWN).map((assetId) => (
        <Thumb key={assetId} assetId={assetId} />
      ))}
      <p className={styles.words}>
        {isUnderWay
          ? 'The same request is under way. Its result arrives without a second charge.'
          : `Same as ${agoWords(Date.now() - createdAtMs)}: place it for free.`}
      </p>
      <Button size="small" variant="quiet" icon={Repeat} disabledReason={problem} onPress={() => void generate('run')}>
        {`Run anyway · ${priceLabel(preview.estimate)}`}
        <Keycap keys="mod+shift+enter" />
      </Button>
    </fieldset>
  );
}

function Thumb({ assetId }: { readonly assetId: AssetId }) {
  const asset = useAsset(assetId);
  return <span className={styles.thumb}>{asset ? <Picture hash={asset.hash} widthPx={28} alt="" /> : null}</span>;
}

const MINUTE_MS = 60_000;

/** "a moment ago", "4 minutes ago", "3 hours ago", "2 days ago". */
export function agoWords(elapsedMs: number): string {
  const minutes = Math.floor(elapsedMs / MINUTE_MS);
  if (minutes < 1) return 'a moment ago';
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

function counted(count: number, unit: string): string {
  return `${count} ${count === 1 ? unit : `${unit}s`} ago`;
}

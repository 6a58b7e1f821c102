import type { AssetId } from '../../shared/ids.ts';
import { useAsset } from '../references/use-assets.ts';
import { Picture } from '../ui/picture.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './reference-stack.module.css';
import { usePrompt } from './use-prompt.ts';

const SHOWN = 3;

/** The references as overlapping thumbnails, with how many there are and how many the model takes. */
export function ReferenceStack() {
  const references = usePrompt((state) => state.references);
  const preview = usePrompt((state) => state.preview);
  const limit = useStudio((state) => state.models.find((model) => model.id === preview?.modelId)?.referenceLimit.total);
  if (references.length === 0) return null;
  const isOver = limit !== undefined && references.length > limit;
  return (
    <Tooltip
      content={`${references.map(({ name }) => `@${name}`).join(', ')}${limit === undefined ? '' : `: ${references.length} of at most ${limit}, sent in this order`}`}
    >
      <button
        type="button"
        className={styles.stack}
        aria-label={`References: ${references.length}${limit === undefined ? '' : ` of at most ${limit}`}`}
        onClick={() => useWorkspace.setState({ openPanel: 'references' })}
      >
        {references.slice(0, SHOWN).map((reference) => (
          <Thumb key={reference.assetId} assetId={reference.assetId} />
        ))}
        <span className={isOver ? styles.over : styles.count}>
          {references.length}
          {limit === undefined ? '' : `/${limit}`}
        </span>
      </button>
    </Tooltip>
  );
}

function Thumb({ assetId }: { readonly assetId: AssetId }) {
  const asset = useAsset(assetId);
  return <span className={styles.thumb}>{asset ? <Picture hash={asset.hash} widthPx={28} alt="" /> : null}</span>;
}

import type { Asset } from '../../shared/asset.ts';
import type { LineageEdge } from '../../shared/board.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { addToBoard, selectOnBoard } from '../history/use-board-placing.ts';
import { Picture } from '../ui/picture.tsx';
import { showToast } from '../ui/toasts.tsx';
import styles from './lineage-list.module.css';

const MADE_FROM: Readonly<Record<LineageEdge['kind'], string>> = {
  promoted: 'Promoted from',
  reference: 'With reference',
  edited: 'Edited from',
  varied: 'Varied from',
};

const BECAME: Readonly<Record<LineageEdge['kind'], string>> = {
  promoted: 'Promoted to',
  reference: 'Reference of',
  edited: 'Edited to',
  varied: 'Varied to',
};

/** What it was made from and what was made from it; a press selects that picture on the board. */
export function LineageList({ detail }: { readonly detail: AssetDetail }) {
  const relatives = new Map(detail.relatives.map((asset) => [asset.id, asset]));
  const rows = [
    ...detail.parents.map((edge) => ({ words: MADE_FROM[edge.kind], id: edge.parentAssetId })),
    ...detail.children.map((edge) => ({ words: BECAME[edge.kind], id: edge.childAssetId })),
  ];
  if (rows.length === 0) return null;
  return (
    <section aria-label="Lineage" className={styles.section}>
      <h3 className={styles.heading}>Lineage</h3>
      <ul className={styles.list}>
        {rows.map(({ words, id }) => (
          <Relative key={`${words} ${id}`} words={words} id={id} asset={relatives.get(id)} />
        ))}
      </ul>
    </section>
  );
}

function Relative({ words, id, asset }: { words: string; id: AssetId; asset: Asset | undefined }) {
  if (!asset) return null;
  const show = () => {
    if (selectOnBoard(id)) return;
    showToast({
      title: 'Not on this board',
      description: 'The picture is in the library.',
      action: { label: 'Add to board', perform: () => addToBoard([{ asset, candidate: null }]) },
    });
  };
  return (
    <li>
      <button type="button" className={styles.relative} onClick={show} aria-label={`${words} ${asset.name}: select it`}>
        <span className={styles.thumb}>
          <Picture hash={asset.hash} widthPx={64} alt="" />
        </span>
        {words}
      </button>
    </li>
  );
}

import { Picture } from '../ui/picture.tsx';
import styles from './mask-tasks-row.module.css';

/** The picture, small, with what is selected in white over it. */
export function MaskThumb({ hash, maskHash }: { readonly hash: string; readonly maskHash: string | null }) {
  return (
    <span className={styles.thumb}>
      <Picture hash={hash} widthPx={40} alt="" />
      {maskHash ? <Picture hash={maskHash} widthPx={40} alt="" className={styles.mask} /> : null}
    </span>
  );
}

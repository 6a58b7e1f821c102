import { Unplug } from 'lucide-react';
import styles from './lost-notice.module.css';
import { useStudio } from './use-studio.ts';

/** Stands above the dock for as long as the studio does not answer. */
export function LostNotice() {
  const isLost = useStudio((state) => state.isLost);
  return (
    <div role="alert">
      {isLost ? (
        <p className={styles.notice}>
          <Unplug size={16} />
          The studio does not answer. Start Maquette again; nothing saved is lost.
        </p>
      ) : null}
    </div>
  );
}

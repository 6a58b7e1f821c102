import { Unplug } from 'lucide-react';
import styles from './lost-notice.module.css';
import { useStudio } from './use-studio.ts';

const SENTENCES = {
  gone: 'The studio does not answer. Start Maquette again; nothing saved is lost.',
  renewed:
    'Maquette was started again, and this page is from before. Go on in its new window, or open the address it printed: this page then works again, too.',
} as const;

/** Stands above the dock for as long as the studio does not answer. */
export function LostNotice() {
  const connection = useStudio((state) => state.connection);
  return (
    <div role="alert">
      {connection === 'open' ? null : (
        <p className={styles.notice}>
          <Unplug size={16} />
          {SENTENCES[connection]}
        </p>
      )}
    </div>
  );
}

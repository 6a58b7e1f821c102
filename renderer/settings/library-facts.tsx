import { useStudio } from '../workspace/use-studio.ts';
import styles from './settings-panel.module.css';

const HOSTS = { electron: 'Desktop app', browser: 'Browser window', 'command-line': 'Command line' } as const;

export function LibraryFacts() {
  const status = useStudio((state) => state.status);
  if (!status) return null;
  return (
    <section className={styles.section}>
      <h3>Library</h3>
      <p className={styles.path}>{status.libraryPath}</p>
      {status.notices.map((notice) => (
        <p key={notice} className={styles.warning}>
          {notice}
        </p>
      ))}
      <p className={styles.note}>
        Maquette {status.version} · {HOSTS[status.hostKind]}
      </p>
    </section>
  );
}

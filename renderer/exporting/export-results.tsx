import { Download } from 'lucide-react';
import type { ExportResult } from '../../shared/export.ts';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './export-dialog.module.css';
import { download } from './export-run.ts';
import { formatBytes, printSize } from './print-size.ts';

interface ExportResultsProps {
  readonly results: readonly ExportResult[];
  /** A sentence per picture that could not be delivered. */
  readonly failures: readonly string[];
}

export function ExportResults({ results, failures }: ExportResultsProps) {
  return (
    <div className={styles.results} role="status">
      {failures.map((sentence) => (
        <p key={sentence} className={styles.failure}>
          {sentence}
        </p>
      ))}
      <ul className={styles.files}>
        {results.map((result) => (
          <li key={result.id} className={styles.file}>
            <div className={styles.fileText}>
              <p className={styles.fileName}>{result.fileName}</p>
              <p className={styles.fileFacts}>{factsOf(result)}</p>
            </div>
            <IconButton label={`Download ${result.fileName} again`} icon={Download} onPress={() => download(result)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function factsOf(result: ExportResult): string {
  const pixels = `${result.widthPx.toLocaleString('en')} × ${result.heightPx.toLocaleString('en')} px`;
  const paper = printSize(result.widthPx, result.heightPx, result.dpi);
  const print = paper ? `${paper.centimetres} at ${result.dpi} ppi` : null;
  return [formatBytes(result.sizeBytes), pixels, print].filter((part) => part !== null).join(' · ');
}

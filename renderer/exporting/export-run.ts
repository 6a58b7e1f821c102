import { useState } from 'react';
import type { ExportRequest, ExportResult } from '../../shared/export.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';

export type ExportProgress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly doneCount: number; readonly total: number }
  | { readonly kind: 'over'; readonly results: readonly ExportResult[]; readonly failures: readonly string[] };

/** A link that is pressed: the browser host saves to the downloads folder, Electron asks where. */
export function download(result: ExportResult): void {
  const link = document.createElement('a');
  link.href = result.url;
  link.download = result.fileName;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Exports one after another; one that fails does not keep the others from being delivered. */
export function useExportRun() {
  const [progress, setProgress] = useState<ExportProgress>({ kind: 'idle' });
  const run = async (requests: readonly ExportRequest[]) => {
    const results: ExportResult[] = [];
    const failures: string[] = [];
    for (const [index, request] of requests.entries()) {
      setProgress({ kind: 'running', doneCount: index, total: requests.length });
      try {
        const result = await call('exports.create', request);
        download(result);
        results.push(result);
      } catch (error) {
        failures.push(describeError(error).message);
      }
    }
    setProgress({ kind: 'over', results, failures });
  };
  return { progress, run, reset: () => setProgress({ kind: 'idle' }) };
}

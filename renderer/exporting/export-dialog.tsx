import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { Asset } from '../../shared/asset.ts';
import type { AssetId } from '../../shared/ids.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './export-dialog.module.css';
import { ExportForm } from './export-form.tsx';
import { ExportResults } from './export-results.tsx';
import { useExportRun } from './export-run.ts';
import { choiceProblem, requestFor, useExportChoice } from './use-export-choice.ts';

export function ExportDialog() {
  const overlay = useWorkspace((state) => state.overlay);
  if (overlay?.kind !== 'export') return null;
  // A new list of pictures starts afresh, with its own file name and result.
  return <OpenExportDialog key={overlay.assetIds.join()} assetIds={overlay.assetIds} />;
}

function titleFor(count: number): string {
  return count === 1 ? 'Export picture' : `Export ${count} pictures`;
}

function OpenExportDialog({ assetIds }: { readonly assetIds: readonly AssetId[] }) {
  const showOverlay = useWorkspace((state) => state.showOverlay);
  const close = () => showOverlay(null);
  const queries = useQueries({
    queries: assetIds.map((id) => ({ queryKey: ['asset', id], queryFn: () => call('assets.get', { id }) })),
  });
  const assets = queries.map((query) => query.data?.asset).filter((asset): asset is Asset => asset !== undefined);
  const failed = queries.find((query) => query.error !== null);
  if (assetIds.length > 0 && !failed && assets.length === assetIds.length) {
    return <ReadyExportDialog assets={assets} onClose={close} />;
  }
  const sentence = failed
    ? describeError(failed.error).message
    : assetIds.length === 0
      ? 'Nothing is selected. Select pictures on the board, then export.'
      : 'Opening…';
  return (
    <Dialog title={titleFor(assetIds.length)} isOpen onClose={close}>
      <p className={styles.sentence}>{sentence}</p>
    </Dialog>
  );
}

function ReadyExportDialog({ assets, onClose }: { readonly assets: readonly Asset[]; readonly onClose: () => void }) {
  const { choice, change, remember } = useExportChoice();
  const [fileName, setFileName] = useState('');
  const { progress, run, reset } = useExportRun();
  const problem = choiceProblem(choice);
  const start = () => {
    if (problem) return;
    remember();
    void run(assets.map(({ id }) => requestFor(id, choice, assets.length === 1 ? fileName : null)));
  };

  if (progress.kind === 'over') {
    const footer = (
      <>
        <Button onPress={reset}>Export again</Button>
        <Button variant="primary" onPress={onClose}>
          Done
        </Button>
      </>
    );
    return (
      <Dialog title={titleFor(assets.length)} isOpen onClose={onClose} footer={footer}>
        <ExportResults results={progress.results} failures={progress.failures} />
      </Dialog>
    );
  }
  const isRunning = progress.kind === 'running';
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button variant="primary" onPress={start} isDisabled={isRunning} disabledReason={problem?.sentence}>
        {isRunning ? 'Exporting…' : assets.length === 1 ? 'Export' : `Export ${assets.length}`}
      </Button>
    </>
  );
  return (
    <Dialog title={titleFor(assets.length)} isOpen onClose={onClose} footer={footer} widthPx={520}>
      <ExportForm
        assets={assets}
        choice={choice}
        problem={problem}
        fileName={fileName}
        onChange={change}
        onFileName={setFileName}
        onSubmit={start}
      />
      {progress.kind === 'running' ? (
        <div className={styles.progress}>
          <ProgressBar value={progress.doneCount / progress.total} label="Export" />
          <p role="status">
            {progress.doneCount} of {progress.total}
          </p>
        </div>
      ) : null}
    </Dialog>
  );
}

import { Copy, FileInput, Pencil, Plus, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { type ModelState, PROVIDER_LABELS } from '../../shared/model.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { showToast } from '../ui/toasts.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { ConfirmButton } from './confirm-button.tsx';
import {
  availabilityWords,
  CONFIDENCE_LABELS,
  limitWords,
  ORIGIN_WORDS,
  priceRange,
  ROLE_LABELS,
  searchText,
} from './entry-words.ts';
import { ProbeBar } from './probe-bar.tsx';
import styles from './registry-list.module.css';

interface RegistryListProps {
  readonly onEdit: (model: ModelState) => void;
  readonly onAdd: () => void;
  readonly onCopy: (model: ModelState) => void;
  readonly onImport: () => void;
}

export function RegistryList({ onEdit, onAdd, onCopy, onImport }: RegistryListProps) {
  const models = useStudio((state) => state.models);
  const [query, setQuery] = useState('');
  const words = query.toLowerCase().split(/\s+/);
  const found = models.filter((model) => words.every((word) => searchText(model).includes(word)));
  return (
    <div className={styles.registry}>
      <div className={styles.tools}>
        <div className={styles.search}>
          <TextInput
            type="search"
            value={query}
            onChange={setQuery}
            placeholder="Search by name, role, price, limit"
            aria-label="Search all models"
          />
        </div>
        <Button size="small" icon={Plus} onPress={onAdd}>
          Add…
        </Button>
        <Button size="small" icon={FileInput} onPress={onImport}>
          Import…
        </Button>
        <ConfirmButton
          icon={RotateCcw}
          label="Reset all"
          question="Every entry goes back to what Maquette came with, and entries of your own go away."
          answer="Reset all entries"
          onConfirm={() => reset(null)}
        />
      </div>
      <ProbeBar />
      {found.length === 0 ? (
        <p className={styles.note}>No model has these words.</p>
      ) : (
        <ModelTable models={found} onEdit={onEdit} onCopy={onCopy} />
      )}
    </div>
  );
}

interface ModelTableProps {
  readonly models: readonly ModelState[];
  readonly onEdit: (model: ModelState) => void;
  readonly onCopy: (model: ModelState) => void;
}

function ModelTable({ models, onEdit, onCopy }: ModelTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">On</th>
          <th scope="col">Model</th>
          <th scope="col">Roles</th>
          <th scope="col">Price</th>
          <th scope="col">Limits</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="visually-hidden">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <ModelRow key={model.id} model={model} onEdit={() => onEdit(model)} onCopy={() => onCopy(model)} />
        ))}
      </tbody>
    </table>
  );
}

interface ModelRowProps {
  readonly model: ModelState;
  readonly onEdit: () => void;
  readonly onCopy: () => void;
}

function ModelRow({ model, onEdit, onCopy }: ModelRowProps) {
  const isBuiltIn = model.providerId === 'sketch';
  return (
    <tr data-off={!model.isEnabled || undefined}>
      <td>
        <input
          type="checkbox"
          className={styles.switch}
          checked={model.isEnabled}
          aria-label={`Use ${model.label}`}
          onChange={(event) => setEnabled(model, event.target.checked)}
        />
      </td>
      <th scope="row">
        {model.label}
        <span className={styles.note}>
          {PROVIDER_LABELS[model.providerId]} · {model.vendorId}
        </span>
        {model.origin ? <span className={styles.origin}>{ORIGIN_WORDS[model.origin]}</span> : null}
      </th>
      <td>{model.roles.map((role) => ROLE_LABELS[role]).join(', ')}</td>
      <td>
        {priceRange(model)}
        {model.price.confidence === 'free' ? null : (
          <span className={styles.note} title={model.price.source}>
            {CONFIDENCE_LABELS[model.price.confidence]}, {model.price.date}
          </span>
        )}
      </td>
      <td>{limitWords(model)}</td>
      <td>
        <span data-availability={model.availability}>{availabilityWords(model)}</span>
        <span className={styles.note}>{model.availabilityNote ?? model.availabilityDoubt}</span>
      </td>
      <td className={styles.buttons}>
        {isBuiltIn ? null : (
          <>
            <IconButton label={`Edit ${model.label}`} icon={Pencil} onPress={onEdit} />
            <IconButton label={`Add one like ${model.label}`} icon={Copy} onPress={onCopy} />
          </>
        )}
      </td>
    </tr>
  );
}

function setEnabled({ id, label }: ModelState, isEnabled: boolean): void {
  // Shown at once; the studio's word follows by event.
  useStudio.setState((state) => ({
    models: state.models.map((model) => (model.id === id ? { ...model, isEnabled } : model)),
  }));
  call('models.setEnabled', { id, isEnabled }).catch((error: unknown) => {
    useStudio.setState((state) => ({
      models: state.models.map((model) => (model.id === id ? { ...model, isEnabled: !isEnabled } : model)),
    }));
    showError(error);
    showToast({ title: `${label} stays as it was`, tone: 'warning' });
  });
}

export function reset(id: string | null): Promise<void> {
  return call('models.reset', { id }).then((models) => {
    useStudio.setState({ models });
    showToast({ title: id === null ? 'All models are as they came' : 'The entry is as it came', tone: 'success' });
  }, showError);
}

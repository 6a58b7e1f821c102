import type { ModelState, Role } from '../../shared/model.ts';
import { formatMicros } from '../../shared/money.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './settings-panel.module.css';
import { changeSettings, useSettings } from './use-settings.ts';

const ROLE_ROWS: readonly { readonly role: Role; readonly label: string; readonly note: string }[] = [
  { role: 'draft', label: 'Draft', note: 'Candidates in seconds' },
  { role: 'final', label: 'Final', note: 'Keepers in high fidelity' },
  { role: 'edit', label: 'Edit', note: 'Changes inside a mask' },
  { role: 'text-draft', label: 'Text, draft', note: 'Prompt help' },
  { role: 'text-final', label: 'Text, final', note: 'Careful wording' },
];

/** "From $0.0336 a picture", "Free", "Price unknown", or by tokens for text. */
export function priceWords({ price, output }: ModelState): string {
  if (price.confidence === 'free') return 'Free';
  const cheapest = Math.min(...price.perImage.map((entry) => entry.micros));
  if (output === 'image' && Number.isFinite(cheapest)) return `From ${formatMicros(cheapest)} a picture`;
  const textOut = price.perMillionTokens?.textOut ?? price.perMillionTokens?.imageOut ?? null;
  return textOut === null ? 'Price unknown' : `${formatMicros(textOut)} per million tokens out`;
}

export function noteFor(model: ModelState): string {
  const parts = [priceWords(model)];
  if (model.availability === 'key-missing') parts.push('needs a key');
  else if (model.availability !== 'ready') parts.push('not available');
  if (model.availabilityNote && model.availability !== 'key-missing') parts.push(model.availabilityNote);
  return parts.join(' · ');
}

/** Which model stands behind each role. `auto` leaves it to the studio, which says its reason beside the prompt. */
export function RoleModels() {
  const models = useStudio((state) => state.models);
  const { roleBindings } = useSettings();
  const showOverlay = useWorkspace((state) => state.showOverlay);
  return (
    <section className={styles.section} aria-labelledby="settings-roles">
      <h3 id="settings-roles">Models by role</h3>
      {ROLE_ROWS.map(({ role, label, note }) => {
        const fitting = models.filter((model) => model.isEnabled && model.roles.includes(role));
        const current = fitting.find((model) => model.id === roleBindings[role]);
        return (
          <div key={role} className={styles.role}>
            <div>
              <p>{label}</p>
              <p className={styles.note}>{current ? noteFor(current) : note}</p>
            </div>
            <Select
              label={`Model for ${label}`}
              className={styles.roleSelect}
              value={roleBindings[role]}
              options={[
                { value: 'auto', label: 'Auto', note: 'The best one that has a key' },
                ...fitting.map((model) => ({ value: model.id, label: model.label, note: noteFor(model) })),
              ]}
              onChange={(modelId) => changeSettings({ roleBindings: { ...roleBindings, [role]: modelId } })}
            />
          </div>
        );
      })}
      <div className={styles.buttons}>
        <Button size="small" onPress={() => showOverlay({ kind: 'models' })}>
          All models
        </Button>
        <Button size="small" onPress={() => showOverlay({ kind: 'routing' })}>
          How Auto chooses
        </Button>
      </div>
    </section>
  );
}

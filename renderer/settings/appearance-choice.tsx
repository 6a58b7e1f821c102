import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { Settings } from '../../shared/settings.ts';
import styles from './settings-panel.module.css';
import { changeSettings, useSettings } from './use-settings.ts';

const APPEARANCES: readonly { readonly value: Settings['appearance']; readonly label: string }[] = [
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
  { value: 'high-contrast', label: 'Contrast' },
  { value: 'system', label: 'System' },
];

export function AppearanceChoice() {
  const { appearance } = useSettings();
  return (
    <section className={styles.section}>
      <h3 id="settings-appearance">Appearance</h3>
      <RadioGroup<Settings['appearance']>
        className={styles.appearances}
        aria-labelledby="settings-appearance"
        value={appearance}
        onValueChange={(next) => changeSettings({ appearance: next })}
      >
        {APPEARANCES.map(({ value, label }) => (
          <Radio.Root key={value} value={value} className={styles.appearance} aria-label={label}>
            {label}
          </Radio.Root>
        ))}
      </RadioGroup>
    </section>
  );
}

import { useEffect } from 'react';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import { showError } from '../api/error-sentences.ts';
import { useStudio } from '../workspace/use-studio.ts';

/** The settings, or their defaults until the studio has answered. */
export function useSettings(): Settings {
  return useStudio((state) => state.settings) ?? defaultSettings;
}

/** Shows the change at once, and what the studio says in the end: an event or a refusal with its sentence. */
export function changeSettings(change: Partial<Settings>): void {
  const before = useStudio.getState().settings;
  if (before) useStudio.setState({ settings: { ...before, ...change } });
  useStudio
    .getState()
    .changeSettings(change)
    .catch((error: unknown) => {
      useStudio.setState({ settings: before });
      showError(error);
    });
}

type Theme = Exclude<Settings['appearance'], 'system'>;

/** `system` follows the two wishes that an operating system passes on; more contrast weighs more than light or dark. */
export function themeFor(appearance: Settings['appearance'], system: { contrast: boolean; light: boolean }): Theme {
  if (appearance !== 'system') return appearance;
  if (system.contrast) return 'high-contrast';
  return system.light ? 'light' : 'dark';
}

/** Mounted once by the app: draws nothing, keeps `data-theme` on the page's root right. */
export function AppearanceEffect(): null {
  const appearance = useStudio((state) => state.settings?.appearance);
  useEffect(() => {
    // Until the studio has answered, the theme of the last time stands; a default must not take its place.
    if (!appearance) return;
    const contrast = matchMedia('(prefers-contrast: more)');
    const light = matchMedia('(prefers-color-scheme: light)');
    const apply = () => {
      const theme = themeFor(appearance, { contrast: contrast.matches, light: light.matches });
      document.documentElement.dataset.theme = theme;
      // Read by before-start.js, so that the next start paints in it at once.
      localStorage.setItem('maquette-theme', theme);
    };
    apply();
    contrast.addEventListener('change', apply);
    light.addEventListener('change', apply);
    return () => {
      contrast.removeEventListener('change', apply);
      light.removeEventListener('change', apply);
    };
  }, [appearance]);
  return null;
}

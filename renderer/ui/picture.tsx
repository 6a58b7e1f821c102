import { mediaUrl } from '../api/client.ts';
import styles from './picture.module.css';

interface PictureProps {
  readonly hash: string;
  /** CSS pixels it is shown at; the next larger step of the media ladder is fetched. Leave out for the original. */
  readonly widthPx?: number | undefined;
  /** What it shows, for screen readers; '' when the text beside it says so already. */
  readonly alt: string;
  readonly fit?: 'cover' | 'contain' | undefined;
  readonly className?: string | undefined;
}

export function Picture({ hash, widthPx, alt, fit = 'cover', className }: PictureProps) {
  const pixels = widthPx === undefined ? undefined : widthPx * globalThis.devicePixelRatio;
  return (
    <img
      className={[styles.picture, styles[fit], className].filter(Boolean).join(' ')}
      src={mediaUrl(hash, pixels)}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
    />
  );
}

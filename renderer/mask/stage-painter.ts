/** Owns what the stage's worker is told: once a frame, and only what changed. Nothing is painted on the window's own time. */
import type { Asset } from '../../shared/asset.ts';
import { mediaUrl } from '../api/client.ts';
import { paceFrames } from './frame-pace.ts';
import type { MaskCamera } from './mask-camera.ts';
import type { StagePicture } from './stage-message.ts';
import { followSelection } from './stage-selection.ts';
import { useMaskTool } from './use-mask-tool.ts';
import { useMaskView } from './use-mask-view.ts';
import { tellStage } from './use-mask-worker.ts';

export interface ShownPicture {
  readonly asset: Asset;
  /** From the view's camera to this picture's own. */
  readonly place: (camera: MaskCamera) => MaskCamera;
  readonly hasSelection: boolean;
}

export interface StagePainter {
  readonly show: (shown: ShownPicture) => void;
  readonly end: () => void;
}

/** The widest copy of the studio: of files that browsers cannot show. */
const LARGEST_COPY_PX = 2560;
const SMALL_COPY_PX = 640;

export function isShownExactly({ mime }: Pick<Asset, 'mime'>): boolean {
  return mime !== 'image/tiff';
}

/** Absolute, since a worker's own address is another. */
export function pictureAddress(asset: Asset): string {
  const path = mediaUrl(asset.hash, isShownExactly(asset) ? undefined : LARGEST_COPY_PX);
  return new URL(path, document.baseURI).href;
}

function stagePicture(asset: Asset): StagePicture {
  const { widthPx, heightPx, hash, hasAlpha } = asset;
  const smallUrl = new URL(mediaUrl(hash, SMALL_COPY_PX), document.baseURI).href;
  return { url: pictureAddress(asset), smallUrl, widthPx, heightPx, hasAlpha };
}

/** Canvases that are handed to the worker cannot be taken back: each start makes its own. */
function openCanvases(host: HTMLElement): void {
  const canvases = ['picture', 'overlay'].map((name) => {
    const canvas = document.createElement('canvas');
    canvas.dataset[name === 'overlay' ? 'maskOverlay' : 'stagePicture'] = '';
    host.append(canvas);
    return canvas.transferControlToOffscreen();
  });
  const [picture, overlay] = canvases;
  if (picture && overlay) tellStage({ kind: 'stage-open', picture, overlay }, canvases);
}

interface StagePlaces {
  readonly host: HTMLElement;
  /** Laid where the picture is. */
  readonly box: HTMLElement;
}

export function startStagePainter({ host, box }: StagePlaces): StagePainter {
  openCanvases(host);
  let shown: ShownPicture | null = null;
  let isViewStale = false;
  const pace = paceFrames(() => {
    selection.tell();
    if (shown && isViewStale) tellView(shown, box);
    isViewStale = false;
  });
  const selection = followSelection(pace.ask, tellStage);
  const askForView = () => {
    isViewStale = true;
    pace.ask();
  };
  const ends = [
    useMaskView.subscribe((state, before) => {
      if (state.camera !== before.camera || state.stage !== before.stage) askForView();
    }),
    useMaskTool.subscribe((state, before) => {
      const isSame =
        state.colour === before.colour && state.opacity === before.opacity && state.isInverse === before.isInverse;
      if (!isSame) askForView();
    }),
    selection.end,
  ];
  return {
    show: (next) => {
      shown = next;
      askForView();
    },
    end: () => {
      pace.end();
      for (const end of ends) end();
      host.replaceChildren();
    },
  };
}

function tellView({ asset, place, hasSelection }: ShownPicture, box: HTMLElement): void {
  const { camera, stage } = useMaskView.getState();
  if (stage.width === 0) return;
  const { colour, opacity, isInverse } = useMaskTool.getState();
  const ratio = devicePixelRatio;
  const pictureCamera = place(camera);
  tellStage({
    kind: 'stage-view',
    view: {
      widthPx: Math.round(stage.width * ratio),
      heightPx: Math.round(stage.height * ratio),
      ratio,
      picture: stagePicture(asset),
      pictureCamera,
      maskCamera: camera,
      look: hasSelection ? { colour, opacity, isInverse } : null,
    },
  });
  box.style.transform = `translate(${pictureCamera.x}px, ${pictureCamera.y}px)`;
  box.style.width = `${asset.widthPx * pictureCamera.scale}px`;
  box.style.height = `${asset.heightPx * pictureCamera.scale}px`;
}

// An edit still says whose picture it is, and does not tell where it was taken.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../electron/studio/imaging/editing/apply-edit.ts';
import { rebuildEdit } from '../../electron/studio/imaging/editing/rebuild-edit.ts';
import { pictureOf, rectMask } from '../support/editing-pictures.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';

const SIZE = { widthPx: 173, heightPx: 149 };
const RECT = { left: 61, top: 53, widthPx: 47, heightPx: 41 };
const EXIF = {
  IFD0: {
    Artist: 'Ada Miller & Son',
    Copyright: 'Copyright 2026 Atelier <Nord>',
    ImageDescription: 'Three boats',
    Make: 'Camera',
  },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '51/1 30/1 3230/100',
    GPSLongitudeRef: 'W',
    GPSLongitude: '0/1 7/1 4366/100',
  },
};
const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 photoshop:Credit="Agency Süd" exif:GPSLatitude="51,30.5N" xmp:CreatorTool="Some Editor">
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">All rights reserved</rdf:li><rdf:li xml:lang="de">Alle Rechte</rdf:li></rdf:Alt></dc:rights>
<dc:subject><rdf:Bag><rdf:li>harbour</rdf:li></rdf:Bag></dc:subject><xmpRights:Marked>True</xmpRights:Marked>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const scene = photographicScene(40, SIZE);
const rgb = renderScene(scene, SIZE, { grain: 0.01 });
const answer = renderScene(scene, SIZE, { redrawn: { rect: RECT, scene: photographicScene(900, SIZE) } });

async function edited(source: Uint8Array) {
  const rect = { left: 0, top: 0, ...SIZE };
  const outcome = await applyEdit({
    source,
    mask: rectMask(RECT, SIZE),
    result: await pictureOf(answer, SIZE).png().toBuffer(),
    crop: { rect, sendPx: SIZE, placement: rect },
  });
  if (outcome.status !== 'aligned') throw new Error('not aligned');
  return outcome;
}

const FORMS = {
  'jpeg with EXIF': () => pictureOf(rgb, SIZE).withExif(EXIF).jpeg().toBuffer(),
  'jpeg with EXIF and XMP': () => pictureOf(rgb, SIZE).withExif(EXIF).withXmp(XMP).jpeg().toBuffer(),
  'png with XMP': () => pictureOf(rgb, SIZE).withXmp(XMP).png().toBuffer(),
  'webp with EXIF': () => pictureOf(rgb, SIZE).withExif(EXIF).webp().toBuffer(),
  'cmyk jpeg with XMP': () =>
    pictureOf(rgb, SIZE).toColourspace('cmyk').withIccProfile('cmyk').withXmp(XMP).jpeg().toBuffer(),
  'cmyk jpeg with EXIF': () =>
    pictureOf(rgb, SIZE).toColourspace('cmyk').withIccProfile('cmyk').withExif(EXIF).jpeg().toBuffer(),
};

describe.each(Object.entries(FORMS))('%s', (form, make) => {
  it('keeps the rights, and neither place nor device nor keywords', async () => {
    const { exif, xmp } = await sharp((await edited(await make())).file).metadata();
    const text = xmp?.toString() ?? '';
    if (form.includes('XMP')) {
      expect(text).toContain('All rights reserved</rdf:li><rdf:li xml:lang="de">Alle Rechte');
      expect(text).toContain('Agency Süd');
      expect(text).toContain('<xmpRights:Marked>True');
    } else expect(text).toContain('Copyright 2026 Atelier &lt;Nord&gt;');
    if (form.includes('EXIF')) expect(text).toContain('Ada Miller &amp; Son');
    expect(text).not.toMatch(/GPS|51,30|harbour|Camera|Editor|boats/);
    expect(exif).toBeUndefined();
  });

  it('is the same to the byte when the chain is made again', async () => {
    const source = await make();
    const first = await edited(source);
    const second = await edited(first.file);
    const rebuilt = await rebuildEdit(source, [first.patch, second.patch]);
    expect(rebuilt.resultHash).toBe(second.proof.resultHash);
  });
});

it('writes nothing where nothing is said, and takes no field that hides another', async () => {
  const { xmp } = await sharp((await edited(await pictureOf(rgb, SIZE).jpeg().toBuffer())).file).metadata();
  expect(xmp).toBeUndefined();
  const nested = XMP.replace('All rights reserved', '<exif:GPSLatitude>51</exif:GPSLatitude>').replace(
    'Agency Süd',
    'A &entity; B',
  );
  const { file } = await edited(await pictureOf(rgb, SIZE).withXmp(nested).png().toBuffer());
  const text = (await sharp(file).metadata()).xmp?.toString() ?? '';
  expect(text).toContain('<xmpRights:Marked>True');
  expect(text).not.toMatch(/GPS|entity/);
});

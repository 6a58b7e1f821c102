/** Owns the vocabulary: which words Sketch understands and what each stands for. Lower case, `|` between words. */
import type { HandName } from './hand-style.ts';

export const SUBJECT_NAMES = [
  'mountain',
  'hills',
  'sea',
  'sky',
  'city',
  'forest',
  'desert',
  'space',
  'portrait',
  'still-life',
  'product',
  'interior',
  'architecture',
  'food',
  'flower',
  'animal',
  'vehicle',
  'abstract',
  'poster',
  'logo',
  'pattern',
  'texture',
  'interface',
  'mood-board',
] as const;
export type SubjectName = (typeof SUBJECT_NAMES)[number];

/** Layouts first, then things, then places: "a bottle on a beach" is a bottle, the beach is where it stands. */
export const SUBJECT_RANK: Readonly<Record<SubjectName, number>> = {
  'mood-board': 0,
  interface: 0,
  logo: 0,
  poster: 0,
  pattern: 1,
  texture: 4,
  portrait: 2,
  animal: 2,
  product: 2,
  food: 2,
  flower: 2,
  vehicle: 2,
  'still-life': 2,
  interior: 3,
  architecture: 3,
  city: 5,
  space: 5,
  forest: 5,
  desert: 5,
  mountain: 5,
  sea: 5,
  hills: 6,
  sky: 7,
  abstract: 1,
};

export const SUBJECT_WORDS: Readonly<Record<SubjectName, string>> = {
  'mood-board':
    'mood board|moodboard|style board|inspiration board|colour board|color board|material board|collage|stimmungsbild|мудборд',
  mountain:
    'mountain|mountains|alpine village|peak|peaks|alps|alpine|summit|ridge|fjord|lake|glacier|volcano|himalaya|valley|canyon|waterfall|landscape|berg|berge|montagne|montaña|гора|горы|山|산',
  hills:
    'hill|hills|field|fields|meadow|countryside|farm|vineyard|pasture|prairie|steppe|tuscany|rolling|garden|rice terrace|lavender field',
  sea: 'sea|ocean|beach|coast|coastal|seaside|wave|waves|shore|island|harbour|harbor|sailboat|boat|ship|lighthouse|lagoon|bay|surf|meer|mer|mar|море|海|바다',
  sky: 'firework|fireworks|花火|feuerwerk|sky|cloud|clouds|cloudscape|rainbow|aurora|northern lights|hot air balloon|balloon|balloons',
  city: 'city|cityscape|skyline|downtown|skyscraper|skyscrapers|street|town|metropolis|urban|tokyo|new york|manhattan|paris|london|hong kong|rooftops|alley|stadt|ville|ciudad|город|街|都市|도시',
  forest:
    'forest|woods|woodland|tree|trees|pine|pines|birch|jungle|rainforest|grove|bamboo|wald|forêt|bosque|лес|森|숲',
  desert: 'desert|dune|dunes|sahara|oasis|cactus|cacti|sand dunes|mesa|wüste|désert|desierto|пустыня|沙漠|砂漠|사막',
  space:
    'space|planet|planets|galaxy|nebula|cosmos|cosmic|moon landing|orbit|saturn|astronaut|universe|stars|starry|solar system|宇宙',
  portrait:
    'portrait|face|woman|man|girl|boy|person|people|lady|gentleman|grandmother|grandfather|fisherman|farmer|sailor|chef|model|headshot|bust|musician|dancer|child|queen|king|poet|profile of|porträt|retrato|портрет|肖像',
  'still-life':
    'still life|vase|vases|ceramic|ceramics|pottery|jug|pitcher|candle|candles|books|tableware|stillleben|nature morte',
  product:
    'product|bottle|perfume|fragrance|cosmetic|cosmetics|skincare|serum|lotion|cream jar|jar|can|tin|packaging|package|box|tube|flacon|lipstick|pedestal|podium|shampoo|soap|wine|whisky|whiskey|gin|beer|olive oil|candle jar|watch|headphones|phone|sneaker|shoe|lamp|speaker|bag|flasche|bouteille|botella|бутылка|瓶|병',
  interior:
    'interior|room|living room|bedroom|kitchen|bathroom|studio apartment|loft|sofa|couch|armchair|chair|window light|desk|workspace|hallway|corridor|library|office|café|cafe|restaurant|wohnzimmer|部屋',
  architecture:
    'architecture|architectural|building|buildings|house|villa|facade|façade|staircase|stairs|arch|arches|temple|church|cathedral|bridge|tower|pavilion|courtyard|brutalist|museum|palace|castle|pool house|cabin|haus|maison|casa|дом|建築',
  food: 'food|dish|meal|plate|breakfast|lunch|dinner|dessert|cake|pie|bread|pizza|pasta|ramen|noodles|sushi|soup|salad|fruit|fruits|apple|apples|orange slices|lemon|lemons|pear|pears|peach|peaches|coffee|espresso|tea|cocktail|burger|croissant|pancakes|ice cream|chocolate|cheese|berries|figs|citrus',
  flower:
    'flower|flowers|wildflower|wildflowers|bouquet|floral|botanical|rose|roses|tulip|tulips|peony|peonies|poppy|poppies|daisy|lily|orchid|magnolia|anemone|dahlia|sunflower|sunflowers|blossom|plant|plants|leaf|leaves|fern|monstera|palm leaf|herbarium|blumen|blume|fleur|fleurs|flores|цветы|цветок|花|꽃',
  animal:
    'animal|bird|birds|cat|kitten|dog|puppy|fox|wolf|deer|stag|horse|horses|bear|owl|fish|whale|shark|dolphin|rabbit|hare|swan|crane|heron|butterfly|butterflies|elephant|lion|tiger|bee|turtle|jellyfish|koi|raven|crow|penguin|giraffe|катe|кот|кошка|птица|猫|犬|鳥|고양이',
  vehicle: 'car|cars|sports car|truck|van|bus|motorcycle|bicycle|bike|train|tram|automobile|roadster|coupe',
  abstract:
    'abstract|abstraction|gradient|geometric|geometry|shapes|composition of|fluid|marbling|swirl|swirls|flow field|generative|minimalist art|mesh gradient|wallpaper|background texture|blobs|orb|orbs|paper cut|papercut|cubist|suprematist|kandinsky|waveform|dreamscape|абстракция|抽象',
  poster:
    'poster|flyer|book cover|album cover|magazine cover|cover art|banner|invitation|postcard|greeting card|billboard|playbill|typographic|typography|plakat|affiche|cartel|плакат|афиша|ポスター|海报|포스터|menu|business card|ticket|zine',
  logo: 'logo|logotype|brand mark|logomark|monogram|emblem|badge|icon|symbol|crest|wordmark|логотип|ロゴ|标志',
  pattern:
    'pattern|seamless|tile|tiles|tileable|wallpaper pattern|motif|repeat|textile print|wrapping paper|mosaic|azulejo|muster|motif|узор|パターン|模様|图案',
  texture:
    'texture|marble|terrazzo|concrete|linen|fabric|wood grain|plaster|paper texture|granite|rust|leather|sandstone|stone surface|ceramic glaze|textur|текстура|纹理',
  interface:
    'ui|user interface|dashboard|app screen|mobile app|wireframe|landing page|website|web page|mockup of an app|app design|login screen|settings screen',
};

export const TIMES = ['dawn', 'morning', 'noon', 'golden', 'sunset', 'dusk', 'night'] as const;
export type TimeName = (typeof TIMES)[number];

export const TIME_WORDS: Readonly<Record<TimeName, string>> = {
  dawn: 'dawn|daybreak|sunrise|first light|early morning|morgendämmerung|aube|amanecer|рассвет|夜明け|黎明',
  morning: 'morning|breakfast light|morgen|matin|mañana|утро|朝',
  noon: 'noon|midday|day|daylight|daytime|bright sun|sunny|sunlit|sunshine|mittag|midi|mediodía|день|полдень|昼',
  golden: 'golden hour|golden light|late afternoon|afternoon|warm light|low sun',
  sunset: 'sunset|sundown|evening glow|sonnenuntergang|coucher de soleil|atardecer|закат|夕焼け|日落|일몰',
  dusk: 'dusk|twilight|blue hour|evening|gloaming|abend|crépuscule|вечер|夕方|黄昏',
  night:
    'firework|fireworks|花火|feuerwerk|night|midnight|nocturnal|moonlight|moonlit|starry|nocturne|nightfall|at night|neon|nacht|nuit|noche|ночь|夜|밤',
};

export const WEATHERS = ['clear', 'cloudy', 'fog', 'rain', 'snow', 'storm'] as const;
export type WeatherName = (typeof WEATHERS)[number];

export const WEATHER_WORDS: Readonly<Record<WeatherName, string>> = {
  clear: 'clear|cloudless|sunny|crisp air',
  cloudy: 'cloudy|clouds|overcast|grey sky|gray sky|wolkig',
  fog: 'fog|foggy|mist|misty|haze|hazy|smoky|nebel|brume|niebla|туман|霧|雾|안개',
  rain: 'rain|rainy|drizzle|wet|downpour|puddles|regen|pluie|lluvia|дождь|雨|비',
  snow: 'snow|snowy|snowfall|blizzard|frost|frosty|icy|schnee|neige|nieve|снег|雪|눈',
  storm: 'storm|stormy|thunder|thunderstorm|lightning|tempest|hurricane|sturm|orage|tormenta|гроза|буря|嵐',
};

export const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const;
export type SeasonName = (typeof SEASONS)[number];

export const SEASON_WORDS: Readonly<Record<SeasonName, string>> = {
  spring: 'spring|springtime|blossom|blossoms|cherry blossom|sakura|april|may|frühling|printemps|primavera|весна|春|봄',
  summer: 'summer|summery|july|august|tropical|sommer|été|verano|лето|夏|여름',
  autumn: 'autumn|fall colours|fall colors|autumnal|october|november|harvest|herbst|automne|otoño|осень|秋|가을',
  winter: 'winter|wintry|december|january|christmas|arctic|ice|frozen|winterlich|hiver|invierno|зима|冬|겨울',
};

export const MOODS = [
  'calm',
  'dramatic',
  'joyful',
  'melancholy',
  'cosy',
  'dreamy',
  'dark',
  'elegant',
  'vivid',
  'muted',
] as const;
export type MoodName = (typeof MOODS)[number];

export const MOOD_WORDS: Readonly<Record<MoodName, string>> = {
  calm: 'calm|quiet|peaceful|serene|tranquil|zen|gentle|still|soft|relaxing|meditative|ruhig',
  dramatic: 'dramatic|epic|intense|powerful|majestic|bold contrast|cinematic|high contrast|chiaroscuro|moody',
  joyful: 'joyful|happy|cheerful|playful|fun|bright|festive|lively|sunny|celebration|party|fröhlich',
  melancholy: 'melancholy|melancholic|sad|lonely|solitude|nostalgic|wistful|bleak|somber|sombre',
  cosy: 'cosy|cozy|warm|homely|inviting|intimate|hygge|rustic|gemütlich',
  dreamy: 'dreamy|ethereal|surreal|magical|fantasy|mystical|otherworldly|enchanted|pastel',
  dark: 'dark|gothic|noir|ominous|mysterious|eerie|low key|shadowy|dunkel',
  elegant: 'elegant|luxury|luxurious|premium|refined|sophisticated|chic|editorial|classy',
  vivid: 'vivid|vibrant|saturated|colourful|colorful|electric|psychedelic|neon|pop art|rainbow|bunt',
  muted: 'muted|desaturated|earthy|earth tones|faded|washed|neutral|natural tones|understated|beige',
};

export const HAND_WORDS: Readonly<Partial<Record<HandName, string>>> = {
  watercolour: 'watercolour|watercolor|aquarelle|aquarell|акварель|水彩|수채화',
  gouache:
    'gouache|oil painting|oil on canvas|painterly|impasto|acrylic|impressionist|oil paint|brush strokes|painting|гуашь|ölgemälde',
  ink: 'ink|ink wash|sumi-e|sumi|calligraphic|brush ink|india ink|ink drawing|тушь|水墨|水墨画|墨',
  line: 'line art|line drawing|lineart|pen drawing|engraving|etching|woodcut|outline|sketch|pencil|hatching|linework|contour drawing|black and white drawing|linocut|線画',
  flat: 'flat|flat design|vector|vector art|minimal vector|cel shaded|flat illustration|isometric|material design',
  risograph:
    'risograph|riso|screen print|screenprint|silkscreen|halftone|duotone|two-colour|two-color|zine print|overprint',
  bauhaus:
    'bauhaus|constructivist|constructivism|swiss style|de stijl|suprematist|modernist poster|mid-century|midcentury',
  deco: 'art deco|art-deco|artdeco|gatsby|1920s|streamline|jugendstil|art nouveau',
  photo:
    'photo|photograph|photography|photorealistic|photographic|film|35mm|analog|analogue|kodak|portra|cinematic still|dslr|bokeh|studio shot|product shot|hyperrealistic|realistic|foto|фото|写真|照片|render|3d|octane',
};

/** Phrases that move or scale the composition; see prompt-reading.ts for what each does. */
export const LAYOUT_WORDS = {
  left: 'left third|on the left|left side|to the left|left-hand|left of frame|far left|links',
  right: 'right third|on the right|right side|to the right|right-hand|right of frame|far right|rechts',
  centred: 'centred|centered|in the centre|in the center|central|in the middle|zentriert',
  close: 'close-up|close up|closeup|macro|detail of|tight crop|detail shot',
  wide: "wide|wide shot|wide angle|panorama|panoramic|vast|establishing shot|aerial|bird's eye|drone|expansive|distant",
  symmetrical: 'symmetrical|symmetric|symmetry|mirrored|wes anderson',
  minimal: 'minimal|minimalist|minimalism|simple|clean|sparse|uncluttered|reduced',
  space: 'negative space|copy space|empty space|lots of space|white space|room for text',
  top: "flat lay|flatlay|top view|top-down|from above|overhead|knolling|bird's-eye",
  lowHorizon: 'low horizon|big sky|huge sky',
  highHorizon: 'high horizon',
  dense: 'busy|crowded|dense|intricate|detailed|maximalist|lush|abundant',
} as const;
export type LayoutName = keyof typeof LAYOUT_WORDS;

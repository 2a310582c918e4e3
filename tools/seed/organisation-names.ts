/** What the city and its counties are called before the name of an office, in Uyghur and in English. */
const places: Readonly<Record<string, readonly [ug: string, en: string]>> = {
  '650400': ['تۇرپان شەھەرلىك', 'Turpan'],
  '650402': ['قاراھوجا رايونلۇق', 'Gaochang District'],
  '650421': ['پىچان ناھىيەلىك', 'Shanshan County'],
  '650422': ['توقسۇن ناھىيەلىك', 'Toksun County'],
};

/** What each office is called, by the last part of its key; `@` is the place. Translated plainly; no reader of Uyghur has reviewed them. */
const offices: Readonly<Record<string, readonly [ug: string, en: string]>> = {
  zfb: ['@ خەلق ھۆكۈمىتى ئىشخانىسى', '@ People’s Government Office'],
  wxb: [
    'ج ك پ @ كومىتېتى تور بىخەتەرلىكى ۋە ئۇچۇرلاشتۇرۇش كومىتېتى ئىشخانىسى',
    'Office of the Cyberspace Affairs Commission of the CPC @ Committee',
  ],
  fgw: ['@ تەرەققىيات ۋە ئىسلاھات كومىتېتى', '@ Development and Reform Commission'],
  gxj: ['@ سانائەت ۋە ئۇچۇرلاشتۇرۇش ئىدارىسى', '@ Industry and Information Technology Bureau'],
  czj: ['@ مالىيە ئىدارىسى', '@ Finance Bureau'],
  gaj: ['@ جامائەت خەۋپسىزلىكى ئىدارىسى', '@ Public Security Bureau'],
  bmj: ['@ دۆلەت مەخپىيەتلىكىنى ساقلاش ئىدارىسى', '@ State Secrets Bureau'],
  mzw: ['@ مىللەت-دىن ئىشلىرى كومىتېتى', '@ Ethnic and Religious Affairs Commission'],
  wwzx: ['@ ئېلېكترونلۇق ھۆكۈمەت ئىشلىرى تاشقى تورىنى باشقۇرۇش مەركىزى', '@ E-government Extranet Management Centre'],
  scjg: ['@ بازار نازارەت قىلىش-باشقۇرۇش ئىدارىسى', '@ Market Regulation Bureau'],
  slj: ['@ سۇچىلىق ئىدارىسى', '@ Water Resources Bureau'],
  zrzy: ['@ تەبىئىي بايلىق ئىدارىسى', '@ Natural Resources Bureau'],
  nyncj: ['@ يېزا ئىگىلىك ۋە يېزا-كەنت ئىشلىرى ئىدارىسى', '@ Agriculture and Rural Affairs Bureau'],
  wlj: ['@ مەدەنىيەت، تەنتەربىيە، رادىيو-تېلېۋىزىيە ۋە ساياھەت ئىدارىسى', '@ Culture, Sports, Broadcasting and Tourism Bureau'],
  qxj: ['@ مېتېئورولوگىيە ئىدارىسى', '@ Meteorological Bureau'],
  zwfw: ['@ ھۆكۈمەت ئىشلىرى مۇلازىمەت مەركىزى', '@ Government Service Centre'],
  sgj: ['@ سودا ۋە سانائەت-ئۇچۇرلاشتۇرۇش ئىدارىسى', '@ Commerce, Industry and Information Technology Bureau'],
};

/** Uyghur and English name of an invented department of the demo city; null where the office or the place has none. */
export function otherNamesOf({ key, regionCode }: { readonly key: string; readonly regionCode: string }) {
  const place = places[regionCode];
  const office = offices[key.split('.').at(-1) ?? ''];
  if (!place || !office) return null;
  return { nameUg: office[0].replace('@', place[0]), nameEn: office[1].replace('@', place[1]) };
}

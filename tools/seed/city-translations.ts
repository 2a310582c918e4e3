/** What one entry of the demo city says in another language, and how far it has come. */
export type PlannedTranslation = {
  /** Key of the entry within the plan. */
  readonly entry: string;
  readonly language: 'ug' | 'en';
  readonly outcome: 'draft' | 'translated' | 'reviewed' | 'returned';
  readonly texts: Readonly<Record<string, string>>;
};

/** Names of the items in their order, as fields of a translation. */
function items(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, at) => [`items/${at + 1}/name`, name]));
}

const creditCode = 'بىر تۇتاش جەمئىيەت ئىناۋەت كودى';
const companyName = 'كارخانا نامى';
const validUntil = 'كۈچكە ئىگە مۇددىتى';
const licenceState = 'ئىجازەت ھالىتى';
const updatedAt = 'يېڭىلانغان ۋاقىت';
const town = 'تەۋە يېزا-بازىرى';

/** Uyghur, and some English, beside the demo city's catalogue: reviewed, waiting, returned and begun, so that every state is there to be seen. */
export const cityTranslations: readonly PlannedTranslation[] = [
  {
    entry: 'company-registration',
    language: 'ug',
    outcome: 'reviewed',
    texts: {
      name: 'كارخانا تىزىملاشنىڭ ئاساسىي ئۇچۇرى',
      abstract:
        'شەھەر بويىچە كارخانا، يەككە سودا-سانائەتچى ۋە دېھقانلار كەسپىي كوپىراتىپلىرىنى قۇرۇش، ئۆزگەرتىش ۋە ئەمەلدىن قالدۇرۇش تىزىملىكىنىڭ ئاساسىي ئۇچۇرى: بىر تۇتاش جەمئىيەت ئىناۋەت كودى، نامى، تىپى، تىجارەت دائىرىسى، تىزىملىتىش ھالىتى قاتارلىقلار؛ ھەر بىرىگە بىر خاتىرە.',
      useConditions:
        'قانۇندا بەلگىلەنگەن مەسئۇلىيەت دائىرىسىدىكى مەمۇرىي ئىجازەت، مەمۇرىي تەكشۈرۈش ۋە سالاھىيەت تەكشۈرۈش بىلەنلا چەكلىنىدۇ؛ بىر-بىرلەپ سۈرۈشتۈرۈلىدۇ، ساندان پۈتۈنلەي چىقىرىلمايدۇ.',
      'conditions/1': 'شەھەردىكى ھەر دەرىجىلىك ھۆكۈمەت تارماقلىرى',
      'conditions/2': 'مەمۇرىي ئىجازەت تەكشۈرۈش، مەمۇرىي تەكشۈرۈش، سالاھىيەت تەكشۈرۈش',
      'conditions/3':
        'سانلىق مەلۇماتنى ئىشلىتىدىغان ئۇچۇر سىستېمىسى تور بىخەتەرلىكىنى دەرىجە بويىچە قوغداشنىڭ 2-دەرىجىسىگە ياكى ئۇنىڭدىن يۇقىرى دەرىجىگە يېتىشى كېرەك',
      'conditions/4': 'ھوقۇق بېرىش مۇددىتى ئەڭ ئۇزۇن 24 ئاي، مۇددىتى توشقاندا قايتا ئىلتىماس قىلىنىدۇ',
      ...items(
        creditCode,
        companyName,
        'كارخانا تىپى',
        'قانۇنىي ۋەكىل',
        'ئادرېسى',
        'تىجارەت دائىرىسى',
        'تىزىملىتىش ھالىتى',
        'قۇرۇلغان ۋاقتى',
        'تىزىملاش ئورگىنى',
        updatedAt,
        'مەمۇرىي رايون كودى',
      ),
    },
  },
  {
    entry: 'company-registration',
    language: 'en',
    outcome: 'reviewed',
    texts: { name: 'Company registration: basic facts', ...items('Unified social credit code', 'Company name', 'Company type') },
  },
  {
    entry: 'food-licence',
    language: 'ug',
    outcome: 'translated',
    texts: {
      name: 'يېمەك-ئىچمەك تىجارىتى ئىجازەتنامىسى ئۇچۇرى',
      abstract:
        'شەھەر بويىچە كۈچكە ئىگە يېمەك-ئىچمەك تىجارىتى ئىجازەتنامىلىرى: ئىجازەتنامە نومۇرى، تىجارەتچىنىڭ ئىناۋەت كودى، تىجارەت شەكلى، تىجارەت تۈرى، كۈچكە ئىگە مۇددىتى ۋە ئىجازەت ھالىتى.',
      ...items(
        'ئىجازەتنامە نومۇرى',
        'تىجارەتچىنىڭ بىر تۇتاش جەمئىيەت ئىناۋەت كودى',
        'تىجارەتچى نامى',
        'تىجارەت شەكلى',
        'تىجارەت تۈرى',
        validUntil,
        licenceState,
        updatedAt,
      ),
    },
  },
  {
    entry: 'food-informers',
    language: 'ug',
    outcome: 'translated',
    texts: { name: 'يېمەك-ئىچمەك بىخەتەرلىكى پاش قىلىشلىرىنى بىر تەرەپ قىلىش خاتىرىسى' },
  },
  {
    entry: 'karez-survey',
    language: 'ug',
    outcome: 'reviewed',
    texts: {
      name: 'كارىز ئومۇميۈزلۈك تەكشۈرۈش تىزىملىكى',
      abstract:
        'شەھەر بويىچە كارىزلارنىڭ نامى، نومۇرى، تەۋە يېزا-بازىرى، تىك قۇدۇق سانى، يەر ئاستى ئۆستىڭىنىڭ ئۇزۇنلۇقى، سۇ چىقىش ئەھۋالى ۋە قوغداش دەرىجىسى؛ ئۆتكەنكى ئومۇميۈزلۈك تەكشۈرۈشلەر ئاساسىدا رەتلەنگەن.',
      ...items(
        'كارىز نومۇرى',
        'كارىز نامى',
        town,
        'تىك قۇدۇق سانى',
        'يەر ئاستى ئۆستىڭىنىڭ ئۇزۇنلۇقى (مېتىر)',
        'سۇ چىقىش ئەھۋالى',
        'قوغداش دەرىجىسى',
        'تەكشۈرۈش يىلى',
      ),
    },
  },
  {
    entry: 'karez-survey',
    language: 'en',
    outcome: 'translated',
    texts: { name: 'Survey of karez wells', ...items('Karez number', 'Karez name', 'Township') },
  },
  {
    entry: 'well-permit',
    language: 'ug',
    outcome: 'draft',
    texts: {
      name: 'موتورلۇق قۇدۇقتىن سۇ ئېلىش ئىجازەتنامىسى ئۇچۇرى',
      ...items('سۇ ئېلىش ئىجازەتنامىسى نومۇرى', 'سۇ ئالغۇچى ئورۇننىڭ بىر تۇتاش جەمئىيەت ئىناۋەت كودى', 'سۇ ئالغۇچى ئورۇن نامى'),
    },
  },
  {
    entry: 'grape-filing',
    language: 'ug',
    outcome: 'reviewed',
    texts: {
      name: 'ئۈزۈم تېرىشنى ئەنگە ئېلىش ئۇچۇرى',
      ...items(
        'ئەنگە ئېلىش نومۇرى',
        'ئۈزۈم تېرىغۇچى ئورۇننىڭ بىر تۇتاش جەمئىيەت ئىناۋەت كودى',
        'ئۈزۈم تېرىغۇچى ئورۇن نامى',
        town,
        'ئۈزۈم سورتى',
        'تېرىلغۇ كۆلىمى (مو)',
      ),
    },
  },
  {
    entry: 'real-estate',
    language: 'ug',
    outcome: 'translated',
    texts: {
      name: 'كۆچمەس مۈلۈك تىزىملاش ئۇچۇرى',
      ...items(
        'كۆچمەس مۈلۈك بىرلىكى نومۇرى',
        'كۆچمەس مۈلۈك ھوقۇقى گۇۋاھنامىسى نومۇرى',
        'جايلاشقان ئورنى',
        'ئىشلىتىلىشى',
        'كۆلىمى (كۋادرات مېتىر)',
      ),
    },
  },
  {
    entry: 'visitor-flow',
    language: 'ug',
    outcome: 'translated',
    texts: {
      name: 'مەنزىرە رايونلىرىدىكى ساياھەتچى سانى ستاتىستىكىسى',
      abstract:
        'ئۈزۈملۈك جىلغىسى، يارغول قەدىمىي شەھىرى، كارىز بېغى قاتارلىق مەنزىرە رايونلىرىنىڭ كۈنلۈك كۈتۈۋالغان ئادەم سانى ۋە ئەڭ چوڭ سىغىمى؛ پەقەت ئومۇمىي سان، ھېچقانداق ساياھەتچىنىڭ شەخسىي ئۇچۇرى يوق.',
      ...items('مەنزىرە رايونى نامى', 'چېسلا', 'كۈتۈۋالغان ئادەم سانى', 'ئەڭ چوڭ سىغىمى'),
    },
  },
  {
    entry: 'weather-warning',
    language: 'ug',
    outcome: 'returned',
    texts: { name: 'ئاتموسفېرا ئاپىتىدىن ئالدىن ئاگاھلاندۇرۇش ئۇچۇرى' },
  },
  {
    entry: 'e-licence',
    language: 'ug',
    outcome: 'reviewed',
    texts: {
      name: 'قانۇنىي ئىگىلەرنىڭ ئېلېكترونلۇق گۇۋاھنامىلىرى مۇندەرىجىسى',
      abstract:
        'مۇشۇ شەھەردە تارقىتىلغان قانۇنىي ئىگىلەرنىڭ ئېلېكترونلۇق گۇۋاھنامىلىرىنىڭ بەلگىسى، تۈرى، تارقاتقۇچى ئورگان، كۈچكە ئىگە مۇددىتى ۋە ھالىتى؛ شەخسلەرنىڭ گۇۋاھنامىلىرى بۇنىڭ ئىچىدە يوق.',
      ...items('ئېلېكترونلۇق گۇۋاھنامە بەلگىسى', 'گۇۋاھنامە تۈرى كودى', 'گۇۋاھنامە نامى'),
    },
  },
];

/** After its translation was reviewed, this entry's summary changed in a version that came into force: its translation is stale. */
export const changedAfterReview = {
  entry: 'e-licence',
  department: 'zwfw',
  reason: '写明证照目录每 10 分钟更新一次。',
  abstract: '本市签发的法人电子证照的标识、类型、颁发机构、有效期和状态，每 10 分钟更新一次，用于办事时核验证照，不含自然人证照。',
} as const;

import { theme, type ThemeConfig } from 'antd';

/** The one accent: the blue of karez water; neutrals are tinted with sand. */
export const colours = {
  water: '#1b6a86',
  waterDeep: '#124b60',
  waterPale: '#e6f1f4',
  sand: '#faf7f1',
  sandLine: '#e7dfd0',
  sandDeep: '#8a7a5c',
  ink: '#22302f',
  inkSoft: '#5b6664',
  /** The palest grey that is still read on white, on sand and in a closed field (4.5 : 1). */
  inkPale: '#656f6d',
  ok: '#27693f',
  warn: '#8f5600',
  danger: '#a8322a',
} as const;

const chineseFonts = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei'";
const latinFonts = "'Noto Sans', system-ui";

/** Quotation marks are wide in Chinese and narrow in English; the font that comes first decides. */
const fontsOf = {
  zh: `${chineseFonts}, ${latinFonts}, sans-serif`,
  ug: `'Noto Sans Arabic Variable', ${latinFonts}, ${chineseFonts}, sans-serif`,
  en: `${latinFonts}, ${chineseFonts}, sans-serif`,
} as const;

/** Ant Design tokens of the house: 14 px body on a 4 px grid, dense but readable. */
export function houseTheme(language: keyof typeof fontsOf): ThemeConfig {
  // Arabic letters reach further up and down than others.
  const lines = language === 'ug' ? { lineHeight: 1.75 } : {};
  return { ...base, token: { ...base.token, ...lines, fontFamily: fontsOf[language] } };
}

const base: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    colorPrimary: colours.water,
    colorInfo: colours.water,
    colorLink: colours.water,
    colorLinkHover: colours.waterDeep,
    colorLinkActive: colours.waterDeep,
    colorSuccess: colours.ok,
    // Pale grounds are named: those that Ant Design derives from dark colours are too dark for words of the same colour.
    colorSuccessBg: '#e8f3ec',
    colorSuccessBorder: '#b5d6c1',
    colorInfoBg: colours.waterPale,
    colorInfoBorder: '#b3d3de',
    colorPrimaryBg: colours.waterPale,
    colorErrorBg: '#fbeae8',
    colorErrorBorder: '#ecbfba',
    colorWarningBg: '#fdf3e1',
    colorWarningBorder: '#ecd3a4',
    colorWarning: colours.warn,
    colorError: colours.danger,
    colorText: colours.ink,
    colorTextSecondary: colours.inkSoft,
    colorTextTertiary: colours.inkSoft,
    colorTextDescription: colours.inkSoft,
    colorTextPlaceholder: colours.inkPale,
    // What is closed is still read: its reason stands beside it.
    colorTextDisabled: colours.inkPale,
    colorBgLayout: colours.sand,
    colorBorderSecondary: colours.sandLine,
    fontSize: 14,
    borderRadius: 6,
    sizeUnit: 4,
    // A page that is read at work does not move by itself.
    motion: false,
    // A button that waits turns a wheel; its words stay as readable as they were.
    opacityLoading: 1,
    wireframe: false,
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', lightSiderBg: '#ffffff', headerHeight: 56, headerPadding: '0 24px' },
    Table: {
      headerBg: '#f5f1e8',
      headerColor: colours.ink,
      cellPaddingBlock: 10,
      cellPaddingInline: 12,
      rowHoverBg: '#f7f4ec',
      rowSelectedBg: '#eef6f8',
      rowSelectedHoverBg: colours.waterPale,
    },
    Card: { headerFontSize: 15 },
    Menu: { itemSelectedBg: colours.waterPale, itemHeight: 38 },
  },
};

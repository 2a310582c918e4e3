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
  /** The palest grey that is still read on white and on sand (4.5 : 1). */
  inkPale: '#6c7674',
  ok: '#2f7d4f',
  warn: '#b26a00',
  danger: '#b3362b',
} as const;

const fonts = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans', system-ui, sans-serif";

/** Ant Design tokens of the house: 14 px body on a 4 px grid, dense but readable. */
export const houseTheme: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    colorPrimary: colours.water,
    colorInfo: colours.water,
    colorLink: colours.water,
    colorSuccess: colours.ok,
    colorWarning: colours.warn,
    colorError: colours.danger,
    colorText: colours.ink,
    colorTextSecondary: colours.inkSoft,
    colorTextTertiary: colours.inkSoft,
    colorTextDescription: colours.inkSoft,
    colorTextPlaceholder: colours.inkPale,
    colorBgLayout: colours.sand,
    colorBorderSecondary: colours.sandLine,
    fontFamily: fonts,
    fontSize: 14,
    borderRadius: 6,
    sizeUnit: 4,
    wireframe: false,
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 56, headerPadding: '0 24px' },
    Table: { headerBg: '#f5f1e8', headerColor: colours.ink, cellPaddingBlock: 10, cellPaddingInline: 12, rowHoverBg: '#f7f4ec' },
    Card: { headerFontSize: 15 },
    Menu: { itemSelectedBg: colours.waterPale, itemHeight: 38 },
  },
};

import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  type MantineThemeOverride,
  mergeMantineTheme,
} from '@mantine/core';

/**
 * Puts the theme's variables into a constructed style sheet. Mantine itself would write a style element, for which
 * the content security policy would have to allow every inline style.
 */
export function adoptTheme(theme: MantineThemeOverride): void {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables(variables));
  // Before all others: the windows' own rules may then override a variable.
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
}

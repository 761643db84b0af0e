import {
  ActionIcon,
  Button,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Modal,
  NumberInput,
  TextInput,
  Tooltip,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#e7f6f0',
  '#d2ebe1',
  '#a5d8c4',
  '#74c3a5',
  '#4bb08a',
  '#2c9f78',
  '#0b6b53',
  '#095b46',
  '#074b3a',
  '#053a2d',
];
const honey: MantineColorsTuple = [
  '#fff5df',
  '#fee9c0',
  '#fbd489',
  '#f8c15b',
  '#f5b63f',
  '#dc9a1e',
  '#b97a0b',
  '#966106',
  '#754b04',
  '#553602',
];
/** Greys with a breath of the brand's green, so that the dark scheme is ink and not blue. */
const dark: MantineColorsTuple = [
  '#e9eeeb',
  '#c3ccc7',
  '#a3afa8',
  '#78867e',
  '#47524c',
  '#35403a',
  '#252d29',
  '#181e1b',
  '#101412',
  '#0a0d0c',
];

/** The look of all windows: readable at arm's length, quiet, every target at least 44 pixels high. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 6, dark: 5 },
  colors: { pine, honey, dark },
  white: '#ffffff',
  black: '#17201b',
  fontFamily: '"Onest Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  headings: { fontFamily: '"Onest Variable", system-ui, sans-serif', fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'md' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 44, variant: 'subtle', color: 'gray' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'lg' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'lg' } }),
    // Dialogs are there at once: a fast cashier's next key already belongs to their field.
    // Scroll locking would write a style element, which the content security policy refuses; no page scrolls here.
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'lg',
        returnFocus: false,
        transitionProps: { duration: 0 },
      },
      styles: { title: { fontSize: '1.25rem', fontWeight: 650 } },
    }),
    Drawer: Drawer.extend({
      defaultProps: { lockScroll: false, returnFocus: false },
      styles: { title: { fontSize: '1.0625rem', fontWeight: 650 } },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true } }),
  },
});

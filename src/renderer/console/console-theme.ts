import { mergeThemeOverrides, Select, Textarea, TextInput } from '@mantine/core';
import { theme } from '../kit/theme.ts';

/** The look of the windows at a desk: fields of the usual size, for a mouse and a keyboard as well as for a finger. */
export const consoleTheme = mergeThemeOverrides(theme, {
  components: {
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'md' } }),
    Select: Select.extend({ defaultProps: { size: 'md' } }),
  },
});

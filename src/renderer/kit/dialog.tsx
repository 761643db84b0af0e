import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

/** What every dialog is given by the screen that opens it. */
export type DialogControl = { readonly opened: boolean; readonly onClose: () => void };

type DialogProps = DialogControl & {
  readonly title: string;
  /** Pixels or a CSS length; as wide as a keypad unless said. */
  readonly size?: number | string;
  readonly children: ReactNode;
};

/** The frame of every dialog. Its contents are made anew at each opening, so they begin empty. */
export function Dialog({ opened, onClose, title, size = 420, children }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size}>
      {children}
    </Modal>
  );
}

import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';

type DoneButtonProps = { readonly text: string; readonly onClick: () => void };

/** The one way out of a dialog that has done its work. It has the focus, so that Enter closes it. */
export function DoneButton({ text, onClick }: DoneButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Button ref={button} size="xl" fullWidth onClick={onClick}>
      {text}
    </Button>
  );
}

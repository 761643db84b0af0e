import { create } from 'qrcode';
import { useMemo } from 'react';

/** A QR code as one SVG path: crisp at any size, readable from the screen by a phone. `size` in pixels. */
export function QrCode({ text, size }: { readonly text: string; readonly size: number }) {
  const drawn = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    let path = '';
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        if (modules.get(row, column) !== 0) path += `M${column} ${row}h1v1h-1z`;
      }
    }
    return { path, modules: modules.size };
  }, [text]);
  const quiet = 2;
  const span = drawn.modules + 2 * quiet;
  return (
    <svg
      width={size}
      height={size}
      viewBox={`${-quiet} ${-quiet} ${span} ${span}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={text}
    >
      <rect x={-quiet} y={-quiet} width={span} height={span} fill="#fff" />
      <path d={drawn.path} fill="#111" />
    </svg>
  );
}

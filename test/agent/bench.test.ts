import { expect, it } from 'vitest';
import { paperOfBytes } from '../../src/agent/bench.ts';
import { compileSlip } from '../../src/receipts/escpos/compile.ts';
import { printerProfiles } from '../../src/receipts/escpos/find-profile.ts';
import { textBlock } from '../../src/receipts/model.ts';

it('shows the slip of every profile as its printer prints it', () => {
  for (const profile of printerProfiles) {
    const bytes = compileSlip([textBlock('Спасибо за покупку'), { kind: 'cut' }], profile);
    const paper = paperOfBytes(bytes, profile);
    const [first] = paper.items;
    const text = first?.kind === 'line' ? first.runs.map((run) => run.text).join('') : '';
    expect(text, profile.id).toBe(profile.codePage === null ? 'Spasibo za pokupku' : 'Спасибо за покупку');
    expect(paper.columns, profile.id).toBe(profile.columns);
  }
});

/**
 * Sorts what a printer sends back. Three kinds of answers arrive interleaved: real-time status may even cut into
 * the middle of a block. It alone has bit 4 set and bit 1 set with bits 0 and 7 clear, and the blocks' further
 * bytes never have bit 4 (our process ids are chosen so), hence every byte says itself where it belongs.
 */
export interface PrinterAnswers {
  /** One byte answering `DLE EOT`, in the order of the questions. */
  readonly onRealTime: (answer: number) => void;
  /** Four bytes of automatic status. */
  readonly onAutomatic: (block: Uint8Array) => void;
  /** The four bytes of a finished job's id. */
  readonly onProcessId: (id: Uint8Array) => void;
  /** The answer to `GS r`. */
  readonly onBuffered: (answer: number) => void;
}

const processIdHeader = 0x37;
const automaticLength = 4;
const processIdLength = 7;

export function createAnswerReader(answers: PrinterAnswers): { push(bytes: Uint8Array): void } {
  let block: number[] = [];
  let blockLength = 0;

  const finish = (): void => {
    const bytes = Uint8Array.from(block);
    block = [];
    if (bytes[0] === processIdHeader) answers.onProcessId(bytes.slice(2, 6));
    else answers.onAutomatic(bytes);
  };

  const begin = (byte: number, length: number): void => {
    block = [byte];
    blockLength = length;
  };

  const take = (byte: number): void => {
    if ((byte & 0x93) === 0x12) answers.onRealTime(byte);
    else if (byte === processIdHeader) begin(byte, processIdLength);
    else if ((byte & 0x93) === 0x10) begin(byte, automaticLength);
    // XON and XOFF of a serial line also have bit 4 and are nobody's answer.
    else if ((byte & 0x90) === 0) {
      if (block.length === 0) answers.onBuffered(byte);
      else {
        block.push(byte);
        if (block.length === blockLength) finish();
      }
    }
  };

  return {
    push(bytes) {
      for (const byte of bytes) take(byte);
    },
  };
}

/** The id of a print job as `GS ( H` carries it: sixteen bits spelled in `@` to `O`, which have bit 4 clear. */
export function processIdOf(jobNumber: number): Uint8Array {
  return Uint8Array.from([12, 8, 4, 0], (shift) => 0x40 + ((jobNumber >> shift) & 0x0f));
}

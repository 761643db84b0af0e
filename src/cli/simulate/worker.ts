import { openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { compileProgram } from '../../loyalty/program/compile.ts';
import { defined } from '../../shared/assert.ts';
import { SumTooLarge } from './counts.ts';
import type { WorkerAnswer, WorkerStart, WorkerTask } from './messages.ts';
import { simulateRange } from './simulate-range.ts';

// One thread of a simulation: takes a range of the file at a time and answers with what it added up there.

const port = defined(parentPort, 'this file is a worker thread');
const { file, programs, language }: WorkerStart = workerData;
const compiled = programs.map((program) => compileProgram(program));
const descriptor = openSync(file, 'r');

function answer(task: WorkerTask): WorkerAnswer {
  try {
    return simulateRange(descriptor, task, compiled, language);
  } catch (cause) {
    if (cause instanceof SumTooLarge) return { failed: 'too-large' };
    throw cause;
  }
}

port.on('message', (task: WorkerTask) => port.postMessage(answer(task)));

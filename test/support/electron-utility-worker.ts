// What a utility process finds when it starts, made in a worker thread: `process.parentPort`, then its program.

import { pathToFileURL } from 'node:url';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { StandInPort } from './electron-ports.ts';

type Wrapped = { readonly data: unknown; readonly ports: MessagePort[] };
type Listener = (event: { data: unknown; ports: StandInPort[] }) => void;

const line = parentPort;
if (line === null) throw new Error('this file is a worker');
Object.defineProperty(process, 'parentPort', {
  value: {
    postMessage: (message: unknown) => line.postMessage(message),
    // As in Electron, messages wait in the line until the first listener is there.
    on: (_event: 'message', listener: Listener) => {
      line.on('message', ({ data, ports }: Wrapped) =>
        listener({ data, ports: ports.map((port) => new StandInPort(port)) }),
      );
    },
  },
});

const { program } = workerData as { program: string };
await import(pathToFileURL(program).href);

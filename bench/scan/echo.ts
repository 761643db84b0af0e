/** The least that a program can do with a serial line: sends back whatever comes. Says on standard output when it is ready. */
import { SerialPort } from 'serialport';

const port = new SerialPort({ path: process.argv[2] ?? '', baudRate: 9600 });
port.on('open', () => process.stdout.write('ready\n'));
port.on('data', (bytes: Buffer) => port.write(bytes));
port.on('close', () => process.exit(0));

import { z } from 'zod';

// Zod asks at the first schema whether it may build functions from text, which the content security policy refuses
// and reports. This file is imported before any schema, so that it never asks.
z.config({ jitless: true });

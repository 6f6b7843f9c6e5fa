import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { WatchStore } from '../../flows/ports/watch-store.ts';
import { notesOf } from './locals.ts';
import { nightGauges } from './night-gauges.ts';

/** Seconds: a ranked list takes milliseconds, an import minutes. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.3, 1, 2, 5, 30, 120];

/** What the API counts; one registry an app, so that two apps of a process do not mix. */
export interface Metrics {
  readonly observe: RequestHandler;
  /** The text that Prometheus reads. */
  text(): Promise<string>;
}

/**
 * Makes the registry: process figures, requests by method, route pattern and status, and what `watch` knows of workers and nights.
 */
export function createMetrics(watch: WatchStore): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'longqiao_http_request_seconds',
    help: 'Time to answer, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const fillNights = nightGauges(registry, watch);
  return {
    observe: (request, response, next) => {
      const stop = seconds.startTimer();
      response.once('finish', () => {
        const route = notesOf(response).route ?? '(none)';
        stop({ method: request.method, route, status: String(response.statusCode) });
      });
      next();
    },
    text: async () => {
      await fillNights();
      return await registry.metrics();
    },
  };
}

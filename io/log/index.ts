export { createLogger, type Facts, type Logger, type LogLevel, quiet } from './logger.ts';

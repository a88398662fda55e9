// The OpenAPI 3.1 description of the directory, made from the table of operations.
import { z } from 'zod';
import { operations } from './operations.ts';
import { type SchemaName, schemas } from './schemas.ts';

const reference = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: SchemaName) => ({ 'application/json': { schema: reference(name) } });
const parameter = (place: 'path' | 'query') => (name: string) => ({
  name,
  in: place,
  required: place === 'path',
  schema: { type: 'string' },
});

/** The whole document, plain JSON. */
export function openApi(): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { id, method, path, right, summary, query = [], request, answer } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
    const parameters = [...inPath.map(parameter('path')), ...query.map(parameter('query'))];
    paths[path] ??= {};
    paths[path][method] = {
      operationId: id,
      summary,
      security: [{ caller: [] }],
      'x-right': right,
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(request === undefined ? {} : { requestBody: { required: true, content: json(request) } }),
      responses: {
        ...(answer === undefined ? { 204: { description: 'Done' } } : { 200: { description: 'The answer', content: json(answer) } }),
        default: { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: reference('Problem') } } },
      },
    };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'eSzig directory',
      version: '1.0.0',
      description: 'Health workers, institutions, units and roles of a demonstration world.',
    },
    paths,
    components: {
      securitySchemes: { caller: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'output' })])),
    },
  };
}

import type { FastifyRequest } from 'fastify'

const acting = new WeakMap<FastifyRequest, string>()

/** It is known who makes this request: by a session or a pass, or because they just came in. Their id is a code, of which only the database can tell more; who is nobody in particular has none. */
export const actsAs = (request: FastifyRequest, { kind, id }: { kind: string; id?: string }): void => void acting.set(request, id ? `${kind} ${id}` : kind)

/** Who makes this request, for the log. */
export const whoActs = (request: FastifyRequest): string => acting.get(request) ?? 'public'

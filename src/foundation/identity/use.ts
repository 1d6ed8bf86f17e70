import type { FastifyRequest } from 'fastify'

/** What the script of a page says with what it reads again without being asked. */
const byItself = 'by-itself'

/** Whether somebody does this, and not a page that is merely open: only by that does a session go on. */
export const isUse = ({ routeOptions, headers }: FastifyRequest): boolean => !routeOptions?.config.route?.byItself && headers[byItself] === undefined

const minute = 60_000
/** Whether it is to be written that something is used now: once a minute is enough. */
export const isNewUse = (request: FastifyRequest, usedAt: Date, now: Date): boolean => isUse(request) && now.getTime() - usedAt.getTime() >= minute

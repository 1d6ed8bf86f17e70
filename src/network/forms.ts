import { z } from 'zod'
import { formsIn } from '../foundation/ui/fields.ts'
import { searchText } from '../foundation/web/forms.ts'
import { say } from './words.ts'

const form = formsIn(say)

/** Finds a region by a postcode or a place. */
export const findForm = form(z.object({ zoek: searchText }), { zoek: { label: 'nation.field' } })
/** Finds the walk-in points that are nearest. */
export const nearestForm = form(z.object({ postcode: z.string().max(40).optional() }), { postcode: { label: 'points.postcode' } })

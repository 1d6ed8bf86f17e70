/** No list that people keep in a sheet is larger. Of rows there may be one more: the heads. */
export const tableBounds = { rows: 10_000, columns: 400, cells: 1_000_000, characters: 20_000_000, unpacked: 100_000_000 } as const
/** No document in JSON that is given to us is deeper, or holds more values. Past `deepest` it is not even looked at. */
export const jsonBounds = { depth: 60, deepest: 10_000, values: 2_000_000 } as const

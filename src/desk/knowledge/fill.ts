/** What a standard text can be filled in with. */
export const fillable = ['naam', 'nummer', 'gids', 'organisatie', 'inlooppunt', 'telefoon'] as const
export type Fill = Partial<Record<(typeof fillable)[number], string>>

/** A standard text with what is known in its places; what is not known stays as it stands, to be seen and filled in by hand. */
export const filledIn = (text: string, values: Fill): string => text.replace(/\{(\w+)\}/g, (place, name: string) => values[name as keyof Fill] || place)

/** The names between braces that nothing fills in: a mistake of who wrote the text. */
export const unknownFields = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).filter((name) => !(fillable as readonly string[]).includes(name))

/**
 * A row of which these columns are known better than the database says: words that the rooms add to, a document as its own reader knows it.
 * The compiler refuses a column that is none, and what the column could not hold.
 */
export type Narrowed<Row, Columns extends { [Column in keyof Columns]: Column extends keyof Row ? Row[Column] : never }> = Omit<Row, keyof Columns> & Columns

/** All the words that a column may hold, in an order of one's own: the compiler refuses a word too many, and one that is missing. */
export const everyOf =
  <Word extends string>() =>
  <const List extends readonly Word[]>(list: List & (Exclude<Word, List[number]> extends never ? unknown : { missing: Exclude<Word, List[number]> })): List =>
    list

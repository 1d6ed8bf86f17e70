/** Builds the program into dist/. */
export function build(root: string): Promise<void>
/** Builds what runs on threads of its own into dist/readers. */
export function buildReaders(root: string): Promise<void>

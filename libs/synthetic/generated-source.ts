/** In the order in which they are to be loaded. */
export type GeneratedSource = 'school-census' | 'child-benefit' | 'gp-links' | 'births' | 'deaths' | 'pds' | 'authority'

import path from 'node:path';
import type { Io } from '../io.ts';
import { type CatalogueFolder, readCatalogueFolder } from './read-catalogue-folder.ts';

/** For commander: `.option(...CATALOGUE_OPTION)`. */
export const CATALOGUE_OPTION = ['--catalogue <folder>', 'the catalogue, a folder of files', 'catalogue'] as const;

/** The folder under the name that it was given, so that what is said of its files can be typed again. */
export function openCatalogue({ folder }: Io, given: string): CatalogueFolder {
  return readCatalogueFolder(folder === process.cwd() ? given : path.resolve(folder, given));
}

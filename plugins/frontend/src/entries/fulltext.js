/*
 * What the palette loads when somebody looks for words: the texts of all pages, searched by the library that lies
 * beside the index.
 */

import { ask, prepare } from "../fulltext/finding.js";
import { textLines } from "../fulltext/lines.js";

globalThis.callboardFullText = { ask, prepare, textLines };

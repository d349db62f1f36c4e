/*
 * What finds: loaded together with the search index, when somebody opens the palette. A page that is only read
 * pays nothing for it.
 */

import { choicesFor, prepare } from "../choices.js";
import { readIndex } from "../index_entries.js";
import { search } from "../ranking.js";

globalThis.callboardFinder = { readIndex, search, choicesFor, prepare };
